/** A policy that AWS maintains for everyone. */
export interface AwsManagedPolicy {
  name: string;
  path: string;
  arn: string;
  /** The version in force: `v2`. */
  version: string;
  document: string;
}

interface Grant {
  Sid?: string;
  Effect: 'Allow';
  Action?: string | string[];
  NotAction?: string[];
  Resource: string | string[];
}

const writeLogs = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];
const allow = (Action: string | string[], Resource: string | string[] = '*'): Grant => ({ Effect: 'Allow', Action, Resource });

/**
 * AWS's documents, from the AWS Managed Policy Reference, by path and name. ReadOnlyAccess is cut to the services that
 * the workshop speaks of; all others stand whole.
 */
const table: Record<string, { version: string; grants: Grant[] }> = {
  '/AdministratorAccess': { version: 'v1', grants: [allow('*')] },
  '/PowerUserAccess': {
    version: 'v12',
    grants: [
      { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
      allow([
        'account:GetAccountInformation',
        'account:GetGovCloudAccountInformation',
        'account:GetPrimaryEmail',
        'account:ListRegions',
        'iam:CreateServiceLinkedRole',
        'iam:DeleteServiceLinkedRole',
        'iam:ListRoles',
        'organizations:DescribeEffectivePolicy',
        'organizations:DescribeOrganization',
      ]),
    ],
  },
  '/ReadOnlyAccess': {
    version: 'v1',
    grants: [
      allow([
        ...['apigateway:GET', 'appsync:Get*', 'appsync:List*', 'application-autoscaling:Describe*', 'autoscaling:Describe*'],
        ...[
          'cloudformation:Describe*',
          'cloudformation:Detect*',
          'cloudformation:Estimate*',
          'cloudformation:Get*',
          'cloudformation:List*',
        ],
        ...['cloudfront:DescribeFunction', 'cloudfront:Get*', 'cloudfront:List*'],
        ...['cloudtrail:Describe*', 'cloudtrail:Get*', 'cloudtrail:List*', 'cloudtrail:LookupEvents'],
        ...['cloudwatch:Describe*', 'cloudwatch:Get*', 'cloudwatch:List*'],
        ...['dynamodb:BatchGet*', 'dynamodb:Describe*', 'dynamodb:Get*', 'dynamodb:List*', 'dynamodb:Query', 'dynamodb:Scan'],
        ...['ec2:Describe*', 'ec2:Get*', 'elasticloadbalancing:Describe*'],
        ...['ecr:BatchCheck*', 'ecr:BatchGet*', 'ecr:Describe*', 'ecr:Get*', 'ecr:List*'],
        ...['ecs:Describe*', 'ecs:List*', 'events:Describe*', 'events:List*', 'events:Test*'],
        ...['iam:Generate*', 'iam:Get*', 'iam:List*', 'iam:Simulate*'],
        ...['kinesis:Describe*', 'kinesis:Get*', 'kinesis:List*', 'kms:Describe*', 'kms:Get*', 'kms:List*'],
        ...['lambda:Get*', 'lambda:List*'],
        ...['logs:Describe*', 'logs:FilterLogEvents', 'logs:Get*', 'logs:ListTagsLogGroup', 'logs:StartQuery', 'logs:StopQuery'],
        ...['logs:TestMetricFilter', 's3:DescribeJob', 's3:Get*', 's3:List*'],
        ...['secretsmanager:Describe*', 'secretsmanager:GetResourcePolicy', 'secretsmanager:List*'],
        ...['sns:Check*', 'sns:Get*', 'sns:List*', 'sqs:Get*', 'sqs:List*', 'sqs:Receive*', 'ssm:Describe*', 'ssm:Get*', 'ssm:List*'],
        ...['states:Describe*', 'states:GetExecutionHistory', 'states:List*'],
        ...['sts:GetAccessKeyInfo', 'sts:GetCallerIdentity', 'sts:GetSessionToken', 'tag:Get*', 'xray:BatchGet*', 'xray:Get*'],
      ]),
    ],
  },
  '/AWSCloudFormationReadOnlyAccess': {
    version: 'v4',
    grants: [
      allow([
        'cloudformation:Describe*',
        'cloudformation:EstimateTemplateCost',
        'cloudformation:Get*',
        'cloudformation:List*',
        'cloudformation:ValidateTemplate',
        'cloudformation:Detect*',
      ]),
    ],
  },
  '/AWSLambdaExecute': {
    version: 'v1',
    grants: [allow(['logs:*'], 'arn:aws:logs:*:*:*'), allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::*')],
  },
  '/AWSXRayDaemonWriteAccess': {
    version: 'v2',
    grants: [
      {
        Sid: 'AWSXRayDaemonWriteAccess',
        ...allow(
          [
            'xray:PutTraceSegments',
            'xray:PutTelemetryRecords',
            'xray:GetSamplingRules',
            'xray:GetSamplingTargets',
            'xray:GetSamplingStatisticSummaries',
          ],
          ['*'],
        ),
      },
    ],
  },
  '/AmazonS3ReadOnlyAccess': {
    version: 'v3',
    grants: [allow(['s3:Get*', 's3:List*', 's3:Describe*', 's3-object-lambda:Get*', 's3-object-lambda:List*'])],
  },
  '/AmazonS3FullAccess': { version: 'v2', grants: [allow(['s3:*', 's3-object-lambda:*'])] },
  '/CloudWatchLambdaInsightsExecutionRolePolicy': {
    version: 'v1',
    grants: [
      allow('logs:CreateLogGroup'),
      allow(['logs:CreateLogStream', 'logs:PutLogEvents'], 'arn:aws:logs:*:*:log-group:/aws/lambda-insights:*'),
    ],
  },
  '/CloudWatchLogsFullAccess': {
    version: 'v3',
    grants: [
      { Sid: 'CloudWatchLogsFullAccess', ...allow(['logs:*', 'cloudwatch:GenerateQuery', 'cloudwatch:GenerateQueryResultsSummary']) },
    ],
  },
  '/service-role/AWSAppSyncPushToCloudWatchLogs': { version: 'v1', grants: [allow(writeLogs)] },
  '/service-role/AWSLambdaBasicDurableExecutionRolePolicy': {
    version: 'v1',
    grants: [allow([...writeLogs, 'lambda:CheckpointDurableExecution', 'lambda:GetDurableExecutionState'])],
  },
  '/service-role/AWSLambdaBasicExecutionRole': { version: 'v1', grants: [allow(writeLogs)] },
  '/service-role/AWSLambdaDynamoDBExecutionRole': {
    version: 'v1',
    grants: [allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams', ...writeLogs])],
  },
  '/service-role/AWSLambdaKinesisExecutionRole': {
    version: 'v2',
    grants: [
      allow([
        'kinesis:DescribeStream',
        'kinesis:DescribeStreamSummary',
        'kinesis:GetRecords',
        'kinesis:GetShardIterator',
        'kinesis:ListShards',
        'kinesis:ListStreams',
        'kinesis:SubscribeToShard',
        ...writeLogs,
      ]),
    ],
  },
  '/service-role/AWSLambdaRole': { version: 'v1', grants: [allow(['lambda:InvokeFunction'], ['*'])] },
  '/service-role/AWSLambdaSQSQueueExecutionRole': {
    version: 'v1',
    grants: [allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', ...writeLogs])],
  },
  '/service-role/AWSLambdaVPCAccessExecutionRole': {
    version: 'v3',
    grants: [
      {
        Sid: 'AWSLambdaVPCAccessExecutionPermissions',
        ...allow([
          ...writeLogs,
          'ec2:CreateNetworkInterface',
          'ec2:DescribeNetworkInterfaces',
          'ec2:DescribeSubnets',
          'ec2:DeleteNetworkInterface',
          'ec2:AssignPrivateIpAddresses',
          'ec2:UnassignPrivateIpAddresses',
        ]),
      },
    ],
  },
  '/service-role/AmazonAPIGatewayPushToCloudWatchLogs': {
    version: 'v1',
    grants: [
      allow([
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:DescribeLogGroups',
        'logs:DescribeLogStreams',
        'logs:PutLogEvents',
        'logs:GetLogEvents',
        'logs:FilterLogEvents',
      ]),
    ],
  },
};

/** The policies of AWS that this cloud knows, by ARN. Any other is refused as not existing. */
export const awsManagedPolicies: ReadonlyMap<string, AwsManagedPolicy> = new Map(
  Object.entries(table).map(([place, { version, grants }]) => {
    const arn = `arn:aws:iam::aws:policy${place}`;
    const slash = place.lastIndexOf('/') + 1;
    const document = JSON.stringify({ Version: '2012-10-17', Statement: grants });
    return [arn, { name: place.slice(slash), path: place.slice(0, slash), arn, version, document }];
  }),
);
