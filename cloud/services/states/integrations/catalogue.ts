import type { ServiceCall } from './resource.ts';

interface Optimised {
  /** What errors begin with. */
  errorPrefix: string;
  /** The service as causes name it. */
  service: string;
  /** What an error is called that the service's model does not know. */
  otherError: string;
  /** Actions and the ways in which they may be waited for. */
  actions: Readonly<Record<string, readonly ServiceCall['pattern'][]>>;
}

/** Optimised integrations of the services that are here. Step Functions Developer Guide, "Integrating optimized services". */
export const OPTIMISED: Readonly<Record<string, Optimised>> = {
  lambda: {
    errorPrefix: 'Lambda',
    service: 'AWSLambda',
    otherError: 'AWSLambdaException',
    actions: { invoke: ['request', 'waitForTaskToken'] },
  },
  dynamodb: {
    errorPrefix: 'DynamoDB',
    service: 'AmazonDynamoDBv2',
    otherError: 'AmazonDynamoDBException',
    actions: { getItem: ['request'], putItem: ['request'], updateItem: ['request'], deleteItem: ['request'] },
  },
  sns: {
    errorPrefix: 'SNS',
    service: 'AmazonSNS',
    otherError: 'AmazonSNSException',
    actions: { publish: ['request', 'waitForTaskToken'] },
  },
  sqs: {
    errorPrefix: 'SQS',
    service: 'AmazonSQS',
    otherError: 'AmazonSQSException',
    actions: { sendMessage: ['request', 'waitForTaskToken'] },
  },
  events: {
    errorPrefix: 'EventBridge',
    service: 'AmazonEventBridge',
    otherError: 'AmazonEventBridgeException',
    actions: { putEvents: ['request', 'waitForTaskToken'] },
  },
  states: {
    errorPrefix: 'StepFunctions',
    service: 'AWSStepFunctions',
    otherError: 'AWSStepFunctionsException',
    actions: { startExecution: ['request', 'sync', 'sync:2', 'waitForTaskToken'] },
  },
};

/**
 * Services by the name of their SDK for Java, which is what `aws-sdk:` goes by: what errors begin with, and the name
 * here where it is another. Step Functions Developer Guide, "Supported AWS SDK service integrations".
 */
export const SDK_NAMES: Readonly<Record<string, readonly [errorPrefix: string, service?: string]>> = {
  apigateway: ['ApiGateway'],
  apigatewayv2: ['ApiGatewayV2'],
  budgets: ['Budgets'],
  cloudformation: ['CloudFormation'],
  cloudwatch: ['CloudWatch'],
  cloudwatchlogs: ['CloudWatchLogs', 'logs'],
  dynamodb: ['DynamoDb'],
  ecr: ['Ecr'],
  eventbridge: ['EventBridge', 'events'],
  iam: ['Iam'],
  kinesis: ['Kinesis'],
  lambda: ['Lambda'],
  organizations: ['Organizations'],
  resourcegroupstaggingapi: ['ResourceGroupsTaggingApi', 'tag'],
  s3: ['S3'],
  scheduler: ['Scheduler'],
  secretsmanager: ['SecretsManager'],
  servicequotas: ['ServiceQuotas'],
  sfn: ['Sfn', 'states'],
  sns: ['Sns'],
  sqs: ['Sqs'],
  ssm: ['Ssm'],
  sts: ['Sts'],
  xray: ['XRay'],
};
