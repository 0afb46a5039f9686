import type { WireModel } from '../../service.ts';

/** A client package under test, and the static facts under which its requests are recognised. */
export interface ClientPackage {
  name: string;
  wire: WireModel;
  /** What its client needs to be told. */
  options?: object;
}

/** Every client package whose service the cloud has. */
export const clientPackages: readonly ClientPackage[] = [
  {
    name: 'budgets',
    wire: {
      signingName: 'budgets',
      target: 'AWSBudgetServiceGateway',
      version: '2016-10-20',
      load: () => import('@aws-sdk/client-budgets'),
    },
  },
  {
    name: 'cloudformation',
    wire: {
      signingName: 'cloudformation',
      target: 'CloudFormation',
      version: '2010-05-15',
      load: () => import('@aws-sdk/client-cloudformation'),
    },
  },
  { name: 'cloudfront', wire: { signingName: 'cloudfront', load: () => import('@aws-sdk/client-cloudfront') } },
  {
    name: 'cloudwatch',
    wire: {
      signingName: 'monitoring',
      target: 'GraniteServiceVersion20100801',
      version: '2010-08-01',
      load: () => import('@aws-sdk/client-cloudwatch'),
    },
  },
  {
    name: 'cloudwatch-logs',
    wire: { signingName: 'logs', target: 'Logs_20140328', version: '2014-03-28', load: () => import('@aws-sdk/client-cloudwatch-logs') },
  },
  {
    name: 'dynamodb',
    wire: { signingName: 'dynamodb', target: 'DynamoDB_20120810', version: '2012-08-10', load: () => import('@aws-sdk/client-dynamodb') },
  },
  {
    name: 'dynamodb-streams',
    wire: {
      signingName: 'dynamodb',
      target: 'DynamoDBStreams_20120810',
      version: '2012-08-10',
      load: () => import('@aws-sdk/client-dynamodb-streams'),
    },
  },
  {
    name: 'ecr',
    wire: {
      signingName: 'ecr',
      target: 'AmazonEC2ContainerRegistry_V20150921',
      version: '2015-09-21',
      load: () => import('@aws-sdk/client-ecr'),
    },
  },
  {
    name: 'eventbridge',
    wire: { signingName: 'events', target: 'AWSEvents', version: '2015-10-07', load: () => import('@aws-sdk/client-eventbridge') },
  },
  {
    name: 'iam',
    wire: {
      signingName: 'iam',
      target: 'AWSIdentityManagementV20100508',
      version: '2010-05-08',
      load: () => import('@aws-sdk/client-iam'),
    },
  },
  {
    name: 'kinesis',
    wire: { signingName: 'kinesis', target: 'Kinesis_20131202', version: '2013-12-02', load: () => import('@aws-sdk/client-kinesis') },
  },
  { name: 'lambda', wire: { signingName: 'lambda', load: () => import('@aws-sdk/client-lambda') } },
  {
    name: 'organizations',
    wire: {
      signingName: 'organizations',
      target: 'AWSOrganizationsV20161128',
      version: '2016-11-28',
      load: () => import('@aws-sdk/client-organizations'),
    },
  },
  {
    name: 'resource-groups-tagging-api',
    wire: {
      signingName: 'tagging',
      target: 'ResourceGroupsTaggingAPI_20170126',
      version: '2017-01-26',
      load: () => import('@aws-sdk/client-resource-groups-tagging-api'),
    },
  },
  { name: 's3', wire: { signingName: 's3', load: () => import('@aws-sdk/client-s3') } },
  { name: 'scheduler', wire: { signingName: 'scheduler', load: () => import('@aws-sdk/client-scheduler') } },
  {
    name: 'secrets-manager',
    wire: {
      signingName: 'secretsmanager',
      target: 'secretsmanager',
      version: '2017-10-17',
      load: () => import('@aws-sdk/client-secrets-manager'),
    },
  },
  {
    name: 'service-quotas',
    wire: {
      signingName: 'servicequotas',
      target: 'ServiceQuotasV20190624',
      version: '2019-06-24',
      load: () => import('@aws-sdk/client-service-quotas'),
    },
  },
  {
    name: 'sfn',
    wire: { signingName: 'states', target: 'AWSStepFunctions', version: '2016-11-23', load: () => import('@aws-sdk/client-sfn') },
  },
  {
    name: 'sns',
    wire: {
      signingName: 'sns',
      target: 'AmazonSimpleNotificationService',
      version: '2010-03-31',
      load: () => import('@aws-sdk/client-sns'),
    },
  },
  {
    name: 'sqs',
    wire: { signingName: 'sqs', target: 'AmazonSQS', version: '2012-11-05', load: () => import('@aws-sdk/client-sqs') },
    // Reason: random answers have no true digests.
    options: { md5: false },
  },
  { name: 'ssm', wire: { signingName: 'ssm', target: 'AmazonSSM', version: '2014-11-06', load: () => import('@aws-sdk/client-ssm') } },
  {
    name: 'sts',
    wire: {
      signingName: 'sts',
      target: 'AWSSecurityTokenServiceV20110615',
      version: '2011-06-15',
      load: () => import('@aws-sdk/client-sts'),
    },
  },
  { name: 'xray', wire: { signingName: 'xray', load: () => import('@aws-sdk/client-xray') } },
];
