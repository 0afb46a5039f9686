import type { Aws } from '../../../cloud/services/aws.ts';
import type { Leftover } from '../messages.ts';

/** How each kind of thing is listed, one line a kind; asked only where the page's cloud has the service. */
const LISTERS: readonly [type: string, service: keyof Aws, list: (aws: Aws) => Promise<(string | undefined)[]>][] = [
  [
    'AWS::CloudFormation::Stack',
    'cloudformation',
    async ({ cloudformation }) => ((await cloudformation.DescribeStacks({})).Stacks ?? []).map(({ StackName }) => StackName),
  ],
  [
    'AWS::Lambda::Function',
    'lambda',
    async ({ lambda }) => ((await lambda.ListFunctions({})).Functions ?? []).map(({ FunctionName }) => FunctionName),
  ],
  [
    'AWS::Lambda::EventSourceMapping',
    'lambda',
    async ({ lambda }) => ((await lambda.ListEventSourceMappings({})).EventSourceMappings ?? []).map(({ UUID }) => UUID),
  ],
  [
    'AWS::Logs::LogGroup',
    'logs',
    async ({ logs }) => ((await logs.DescribeLogGroups({})).logGroups ?? []).map(({ logGroupName }) => logGroupName),
  ],
  ['AWS::IAM::Role', 'iam', async ({ iam }) => ((await iam.ListRoles({})).Roles ?? []).map(({ RoleName }) => RoleName)],
  ['AWS::S3::Bucket', 's3', async ({ s3 }) => ((await s3.ListBuckets({})).Buckets ?? []).map(({ Name }) => Name)],
  ['AWS::DynamoDB::Table', 'dynamodb', async ({ dynamodb }) => (await dynamodb.ListTables({})).TableNames ?? []],
  ['AWS::Kinesis::Stream', 'kinesis', async ({ kinesis }) => (await kinesis.ListStreams({})).StreamNames ?? []],
  ['AWS::SQS::Queue', 'sqs', async ({ sqs }) => (await sqs.ListQueues({})).QueueUrls ?? []],
  ['AWS::SNS::Topic', 'sns', async ({ sns }) => ((await sns.ListTopics({})).Topics ?? []).map(({ TopicArn }) => TopicArn)],
  [
    'AWS::ApiGateway::RestApi',
    'apigateway',
    async ({ apigateway }) => ((await apigateway.GetRestApis({})).items ?? []).map(({ id }) => id),
  ],
  [
    'AWS::ApiGatewayV2::Api',
    'apigatewayv2',
    async ({ apigatewayv2 }) => ((await apigatewayv2.GetApis({})).Items ?? []).map(({ ApiId }) => ApiId),
  ],
  ['AWS::SSM::Parameter', 'ssm', async ({ ssm }) => ((await ssm.DescribeParameters({})).Parameters ?? []).map(({ Name }) => Name)],
];

/** Everything there is in the page's account. A page's cloud is small: one page of each list holds it all. */
export async function takeInventory(aws: Aws): Promise<Leftover[]> {
  const lists = await Promise.all(
    LISTERS.filter(([, service]) => aws[service] !== undefined).map(async ([type, , list]) =>
      (await list(aws)).flatMap((id) => (id === undefined ? [] : [{ type, id }])),
    ),
  );
  return lists.flat();
}
