import type { Service } from '../../../cloud/service.ts';

// biome-ignore lint/suspicious/noExplicitAny: services of any state stand in one table, as in cloud/services/index.ts.
type Load = () => Promise<Service<any, any>>;

/** Every service of the embedded cloud, loaded when a lab needs it. */
export const SERVICES: Readonly<Record<string, Load>> = {
  apigateway: async () => (await import('../../../cloud/services/apigateway/service.ts')).apigateway,
  apigatewayv2: async () => (await import('../../../cloud/services/apigatewayv2/service.ts')).apigatewayv2,
  cloudformation: async () => (await import('../../../cloud/services/cloudformation/service.ts')).cloudformation,
  dynamodb: async () => (await import('../../../cloud/services/dynamodb/service.ts')).dynamodb,
  events: async () => (await import('../../../cloud/services/events/service.ts')).events,
  iam: async () => (await import('../../../cloud/services/iam/service.ts')).iam,
  kinesis: async () => (await import('../../../cloud/services/kinesis/service.ts')).kinesis,
  lambda: async () => (await import('../../../cloud/services/lambda/service.ts')).lambda,
  logs: async () => (await import('../../../cloud/services/logs/service.ts')).logs,
  s3: async () => (await import('../../../cloud/services/s3/service.ts')).s3,
  sns: async () => (await import('../../../cloud/services/sns/service.ts')).sns,
  sqs: async () => (await import('../../../cloud/services/sqs/service.ts')).sqs,
  ssm: async () => (await import('../../../cloud/services/ssm/service.ts')).ssm,
  sts: async () => (await import('../../../cloud/services/sts/service.ts')).sts,
};

/** What every deployment needs: CloudFormation, who may what, and where packages lie. */
export const BASE_SERVICES = ['cloudformation', 'iam', 'lambda', 'logs', 's3', 'sts'] as const;
