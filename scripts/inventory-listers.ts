import { APIGatewayClient, paginateGetApiKeys, paginateGetRestApis, paginateGetUsagePlans } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client, GetApisCommand, type GetApisCommandOutput } from '@aws-sdk/client-apigatewayv2';
import { CloudFormationClient, paginateDescribeStacks } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import { ECRClient, paginateDescribeRepositories } from '@aws-sdk/client-ecr';
import { IAMClient, paginateListInstanceProfiles, paginateListPolicies, paginateListRoles, paginateListUsers } from '@aws-sdk/client-iam';
import { KinesisClient, paginateListStreams } from '@aws-sdk/client-kinesis';
import { LambdaClient, paginateListEventSourceMappings, paginateListFunctions, paginateListLayers } from '@aws-sdk/client-lambda';
import { paginateListBuckets, S3Client } from '@aws-sdk/client-s3';
import { paginateListTopics, SNSClient } from '@aws-sdk/client-sns';
import { paginateListQueues, SQSClient } from '@aws-sdk/client-sqs';
import { paginateDescribeParameters, SSMClient } from '@aws-sdk/client-ssm';
import type { clientConfig } from './target.ts';

type Lister = (config: ReturnType<typeof clientConfig>) => AsyncIterable<string | undefined>;

/** How each kind of thing is listed, one line a kind. Every list is paged to its end. */
export const LISTERS: Record<string, Lister> = {
  'AWS::CloudFormation::Stack': (config) =>
    each(
      paginateDescribeStacks({ client: new CloudFormationClient(config) }, {}),
      (page) => page.Stacks,
      (stack) => stack.StackName,
    ),
  'AWS::DynamoDB::Table': (config) =>
    each(
      paginateListTables({ client: new DynamoDBClient(config) }, {}),
      (page) => page.TableNames,
      (name) => name,
    ),
  'AWS::Kinesis::Stream': (config) =>
    each(
      paginateListStreams({ client: new KinesisClient(config) }, {}),
      (page) => page.StreamNames,
      (name) => name,
    ),
  'AWS::Lambda::Function': (config) =>
    each(
      paginateListFunctions({ client: new LambdaClient(config) }, {}),
      (page) => page.Functions,
      (item) => item.FunctionName,
    ),
  'AWS::Lambda::EventSourceMapping': (config) =>
    each(
      paginateListEventSourceMappings({ client: new LambdaClient(config) }, {}),
      (page) => page.EventSourceMappings,
      (item) => item.UUID,
    ),
  'AWS::Logs::LogGroup': (config) =>
    each(
      paginateDescribeLogGroups({ client: new CloudWatchLogsClient(config) }, {}),
      (page) => page.logGroups,
      (item) => item.logGroupName,
    ),
  'AWS::IAM::Role': (config) =>
    each(
      paginateListRoles({ client: new IAMClient(config) }, {}),
      (page) => page.Roles,
      (item) => item.RoleName,
    ),
  'AWS::IAM::ManagedPolicy': (config) =>
    each(
      paginateListPolicies({ client: new IAMClient(config) }, { Scope: 'Local' }),
      (page) => page.Policies,
      (item) => item.PolicyName,
    ),
  'AWS::IAM::User': (config) =>
    each(
      paginateListUsers({ client: new IAMClient(config) }, {}),
      (page) => page.Users,
      (item) => item.UserName,
    ),
  'AWS::IAM::InstanceProfile': (config) =>
    each(
      paginateListInstanceProfiles({ client: new IAMClient(config) }, {}),
      (page) => page.InstanceProfiles,
      (item) => item.InstanceProfileName,
    ),
  'AWS::S3::Bucket': (config) =>
    each(
      paginateListBuckets({ client: new S3Client(config) }, {}),
      (page) => page.Buckets,
      (item) => item.Name,
    ),
  'AWS::SSM::Parameter': (config) =>
    each(
      paginateDescribeParameters({ client: new SSMClient(config) }, {}),
      (page) => page.Parameters,
      (item) => item.Name,
    ),
  'AWS::ECR::Repository': (config) =>
    each(
      paginateDescribeRepositories({ client: new ECRClient(config) }, {}),
      (page) => page.repositories,
      (item) => item.repositoryName,
    ),
  'AWS::ApiGateway::RestApi': (config) =>
    each(
      paginateGetRestApis({ client: new APIGatewayClient(config) }, {}),
      (page) => page.items,
      (item) => item.id,
    ),
  'AWS::ApiGateway::ApiKey': (config) =>
    each(
      paginateGetApiKeys({ client: new APIGatewayClient(config) }, {}),
      (page) => page.items,
      (item) => item.id,
    ),
  'AWS::ApiGateway::UsagePlan': (config) =>
    each(
      paginateGetUsagePlans({ client: new APIGatewayClient(config) }, {}),
      (page) => page.items,
      (item) => item.id,
    ),
  'AWS::SQS::Queue': (config) =>
    each(
      paginateListQueues({ client: new SQSClient(config) }, {}),
      (page) => page.QueueUrls,
      (url) => url,
    ),
  'AWS::SNS::Topic': (config) =>
    each(
      paginateListTopics({ client: new SNSClient(config) }, {}),
      (page) => page.Topics,
      (item) => item.TopicArn,
    ),
  'AWS::Lambda::LayerVersion': (config) =>
    each(
      paginateListLayers({ client: new LambdaClient(config) }, {}),
      (page) => page.Layers,
      (item) => item.LayerArn,
    ),
  'AWS::ApiGatewayV2::Api': (config) =>
    each(
      httpApis(config),
      (page) => page.Items,
      (item) => item.ApiId,
    ),
};

async function* each<Page, Item>(
  pages: AsyncIterable<Page>,
  items: (page: Page) => Item[] | undefined,
  id: (item: Item) => string | undefined,
): AsyncGenerator<string | undefined> {
  for await (const page of pages) {
    for (const item of items(page) ?? []) yield id(item);
  }
}

async function* httpApis(config: ReturnType<typeof clientConfig>): AsyncGenerator<GetApisCommandOutput> {
  const client = new ApiGatewayV2Client(config);
  let NextToken: string | undefined;
  do {
    const page: GetApisCommandOutput = await client.send(new GetApisCommand({ NextToken }));
    yield page;
    NextToken = page.NextToken;
  } while (NextToken);
}
