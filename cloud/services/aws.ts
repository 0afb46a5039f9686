import type { Operation } from '../operation.ts';

/** A service's operations as promises, called by somebody in particular. */
export type Client<Operations> = {
  [Name in keyof Operations]: Operations[Name] extends Operation<infer _State, infer Input, infer Output, infer _Local>
    ? (input: Input) => Promise<Output>
    : never;
};

/**
 * The cloud's services as house code calls them. Types only, through each service's table of operations, so that
 * services may know each other's shapes without importing each other.
 */
export interface Aws {
  apigateway: Client<typeof import('./apigateway/operations.ts').operations>;
  apigatewayv2: Client<typeof import('./apigatewayv2/operations.ts').operations>;
  budgets: Client<typeof import('./budgets/operations.ts').operations>;
  cloudformation: Client<typeof import('./cloudformation/operations.ts').operations>;
  cloudfront: Client<typeof import('./cloudfront/operations.ts').operations>;
  cloudwatch: Client<typeof import('./cloudwatch/operations.ts').operations>;
  dynamodb: Client<typeof import('./dynamodb/operations.ts').operations>;
  ecr: Client<typeof import('./ecr/operations.ts').operations>;
  events: Client<typeof import('./events/operations.ts').operations>;
  iam: Client<typeof import('./iam/operations.ts').operations>;
  kinesis: Client<typeof import('./kinesis/operations.ts').operations>;
  lambda: Client<typeof import('./lambda/operations.ts').operations>;
  logs: Client<typeof import('./logs/operations.ts').operations>;
  organizations: Client<typeof import('./organizations/operations.ts').operations>;
  s3: Client<typeof import('./s3/operations.ts').operations>;
  scheduler: Client<typeof import('./scheduler/operations.ts').operations>;
  secretsmanager: Client<typeof import('./secretsmanager/operations.ts').operations>;
  servicequotas: Client<typeof import('./servicequotas/operations.ts').operations>;
  sns: Client<typeof import('./sns/operations.ts').operations>;
  sqs: Client<typeof import('./sqs/operations.ts').operations>;
  ssm: Client<typeof import('./ssm/operations.ts').operations>;
  states: Client<typeof import('./states/operations.ts').operations>;
  sts: Client<typeof import('./sts/operations.ts').operations>;
  tag: Client<typeof import('./tag/operations.ts').operations>;
  xray: Client<typeof import('./xray/operations.ts').operations>;
}
