import type {
  Account,
  ApiKey,
  Authorizer,
  GatewayResponse,
  Method,
  Model,
  QuotaPeriodType,
  RequestValidator,
  RestApi,
  Stage,
  UsagePlan,
} from '@aws-sdk/client-api-gateway';

/** The REST APIs of an account and region. */
export interface RestApisState {
  apis: Map<string, ApiRecord>;
  keys: Map<string, ApiKey>;
  plans: Map<string, PlanRecord>;
  account: Account;
}

/** An API as it is edited, with what was deployed of it. What the API tells is kept in the SDK's own shapes. */
export interface ApiRecord {
  api: RestApi;
  /** What CreateDeployment takes a copy of. */
  draft: Definition;
  deployments: Map<string, DeploymentRecord>;
  stages: Map<string, Stage>;
}

/** Everything that a request's way through an API depends on. Once deployed it does not change. */
export interface Definition {
  resources: Map<string, ApiResource>;
  models: Map<string, Model>;
  validators: Map<string, RequestValidator>;
  authorizers: Map<string, Authorizer>;
  gatewayResponses: Map<string, GatewayResponse>;
  binaryMediaTypes: string[];
  apiKeySource: 'HEADER' | 'AUTHORIZER';
}

export interface ApiResource {
  id: string;
  parentId: string | undefined;
  pathPart: string | undefined;
  /** `/orders/{id}` */
  path: string;
  methods: Map<string, Method>;
}

export interface DeploymentRecord {
  id: string;
  description: string | undefined;
  createdDate: Date;
  definition: Definition;
}

export interface PlanRecord {
  plan: UsagePlan;
  /** The ids of its API keys. */
  keys: Set<string>;
  /** Requests of a key in the running period. */
  used: Map<string, { period: string; requests: number }>;
}

export type QuotaPeriod = QuotaPeriodType;

export const initialState = (): RestApisState => ({
  apis: new Map(),
  keys: new Map(),
  plans: new Map(),
  account: { throttleSettings: { burstLimit: 5000, rateLimit: 10000 }, features: ['UsagePlans'], apiKeyVersion: '4' },
});
