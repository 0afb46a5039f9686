import { TAG, WORKSHOP } from '../../../cdk/workshop-tags.ts';
import type { MemoryCloud } from '../../../cloud/host/memory.ts';
import type { Aws } from '../../../cloud/services/aws.ts';
import { type EventInTest, REGION } from '../event-in-test.ts';
import { readPlan } from './plan-file.ts';

/** How each type is listed without the wire; each account of a test holds less than a page of anything. */
const LISTS: Record<string, (aws: Aws) => Promise<(string | undefined)[]>> = {
  'AWS::CloudFormation::Stack': async (aws) => (await aws.cloudformation.DescribeStacks({})).Stacks!.map(({ StackId }) => StackId),
  'AWS::S3::Bucket': async (aws) => (await aws.s3.ListBuckets({})).Buckets!.map(({ Name }) => Name),
  'AWS::SQS::Queue': async (aws) => (await aws.sqs.ListQueues({})).QueueUrls ?? [],
  'AWS::SNS::Topic': async (aws) => (await aws.sns.ListTopics({})).Topics!.map(({ TopicArn }) => TopicArn),
  'AWS::Logs::LogGroup': async (aws) => (await aws.logs.DescribeLogGroups({})).logGroups!.map(({ logGroupName }) => logGroupName),
  'AWS::IAM::Role': async (aws) => (await aws.iam.ListRoles({})).Roles!.map(({ RoleName }) => RoleName),
  'AWS::IAM::ManagedPolicy': async (aws) => (await aws.iam.ListPolicies({ Scope: 'Local' })).Policies!.map(({ Arn }) => Arn),
  'AWS::DynamoDB::Table': async (aws) => (await aws.dynamodb.ListTables({})).TableNames ?? [],
  'AWS::SSM::Parameter': async (aws) => (await aws.ssm.DescribeParameters({})).Parameters!.map(({ Name }) => Name),
  'AWS::Lambda::Function': async (aws) => (await aws.lambda.ListFunctions({})).Functions!.map(({ FunctionName }) => FunctionName),
  'AWS::CloudWatch::Alarm': async (aws) => (await aws.cloudwatch.DescribeAlarms({})).MetricAlarms!.map(({ AlarmName }) => AlarmName),
  'AWS::Events::Rule': async (aws) => (await aws.events.ListRules({})).Rules!.map(({ Name }) => Name),
  'AWS::StepFunctions::StateMachine': async (aws) =>
    (await aws.states.ListStateMachines({})).stateMachines!.map(({ stateMachineArn }) => stateMachineArn),
  'AWS::Kinesis::Stream': async (aws) => (await aws.kinesis.ListStreams({})).StreamNames ?? [],
};
export const LISTED: ReadonlySet<string> = new Set(Object.keys(LISTS));

/** Everything in these accounts: `account type id`. */
export async function worldOf(
  cloud: MemoryCloud,
  accounts: readonly string[],
  regions: readonly string[] = [REGION],
): Promise<Set<string>> {
  const world = new Set<string>();
  for (const account of accounts) {
    for (const region of regions) {
      const aws = cloud.root(account, region);
      for (const [type, list] of Object.entries(LISTS)) for (const id of await list(aws)) world.add(`${account} ${type} ${id}`);
    }
  }
  return world;
}

/** What a plan names, of the types that a world lists. Properties of a resource that CloudFormation calls resources are no things of their own. */
export async function namedBy(plan: string): Promise<Set<string>> {
  const named = new Set<string>();
  for await (const { account, planned } of readPlan(plan)) {
    for (const { type, id } of planned) if (LISTED.has(type)) named.add(`${account} ${type} ${id}`);
  }
  return named;
}

/** What still carries exactly the event's tags, by the tagging API, and stacks that do. */
export async function taggedIn({ cloud, event }: EventInTest, account: string, region = REGION): Promise<string[]> {
  const aws = cloud.root(account, region);
  const filters = [
    { Key: TAG.workshop, Values: [WORKSHOP] },
    { Key: TAG.event, Values: [event.id] },
  ];
  const { ResourceTagMappingList = [] } = await aws.tag.GetResources({ TagFilters: filters });
  return ResourceTagMappingList.map(({ ResourceARN = '' }) => ResourceARN);
}

export const without = (all: ReadonlySet<string>, some: ReadonlySet<string>) => [...all].filter((one) => !some.has(one)).sort();
