import type { Api, Authorizer, Cors, Deployment, Integration, Route, Stage } from '@aws-sdk/client-apigatewayv2';

/** The HTTP APIs of an account and region. */
export interface HttpApisState {
  apis: Map<string, HttpApiRecord>;
}

/** An API as it is edited, with what was deployed of it. What the API tells is kept in the SDK's own shapes. */
export interface HttpApiRecord {
  api: Api;
  draft: Definition;
  deployments: Map<string, { deployment: Deployment; definition: Definition }>;
  stages: Map<string, HttpStage>;
}

/** Everything that a request's way through an API depends on. Once deployed it does not change. */
export interface Definition {
  routes: Map<string, HttpRoute>;
  integrations: Map<string, Integration>;
  authorizers: Map<string, Authorizer>;
  cors: Cors | undefined;
}

/** The SDK leaves everything optional. */
export type HttpRoute = Route & { RouteId: string; RouteKey: string };
export type HttpStage = Stage & { StageName: string };

export const initialState = (): HttpApisState => ({ apis: new Map() });
