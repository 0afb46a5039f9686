import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient, ListArchivesCommand, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { cleanUps } from './cleanup/index.ts';
import type { Clients } from './clients.ts';
import { itemKey, takeInventory } from './inventory.ts';

/**
 * The ids of types that labs use and an inventory does not look for.
 * Reason for one page: there is nothing on the second where there is nothing on the first.
 */
const OTHERS: Readonly<Record<string, (aws: Clients) => Promise<(string | undefined)[]>>> = {
  'AWS::CloudWatch::Alarm': async (aws) =>
    (await aws.client(CloudWatchClient).send(new DescribeAlarmsCommand({}))).MetricAlarms!.map(({ AlarmName }) => AlarmName),
  'AWS::Events::Archive': async (aws) =>
    (await aws.client(EventBridgeClient).send(new ListArchivesCommand({}))).Archives!.map(({ ArchiveName }) => ArchiveName),
  'AWS::Events::Rule': async (aws) => (await aws.client(EventBridgeClient).send(new ListRulesCommand({}))).Rules!.map(({ Name }) => Name),
  'AWS::StepFunctions::StateMachine': async (aws) =>
    (await aws.client(SFNClient).send(new ListStateMachinesCommand({}))).stateMachines!.map(({ name }) => name),
};

/** What belongs to another resource and goes with it; and API Gateway's setting of an account, which stays as it is on AWS. */
const PARTS = new Set([
  'AWS::ApiGateway::Account',
  'AWS::ApiGateway::Deployment',
  'AWS::ApiGateway::GatewayResponse',
  'AWS::ApiGateway::Method',
  'AWS::ApiGateway::Model',
  'AWS::ApiGateway::RequestValidator',
  'AWS::ApiGateway::Resource',
  'AWS::ApiGateway::Stage',
  'AWS::IAM::Policy',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::Permission',
  'AWS::Logs::MetricFilter',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Subscription',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
]);

/** The types of a stack's resources. */
export async function typesOf(aws: Clients, StackName: string): Promise<Set<string>> {
  const types = new Set<string>();
  for await (const { StackResourceSummaries = [] } of paginateListStackResources(
    { client: aws.client(CloudFormationClient) },
    { StackName },
  )) {
    for (const { ResourceType = '' } of StackResourceSummaries) types.add(ResourceType);
  }
  return types;
}

/**
 * All that is in a test's account and region, as `<type> <id>`, stacks included. Throws where of one of these types
 * nobody can say whether any is there.
 */
export async function everythingIn(aws: Clients, types: ReadonlySet<string>): Promise<string[]> {
  const { region, endpoint } = aws.configuration;
  const [{ items, unread }, others] = await Promise.all([
    takeInventory({ kind: 'endpoint', region, endpoint }, aws),
    Promise.all(Object.entries(OTHERS).map(async ([type, list]) => (await list(aws)).map((id) => `${type} ${id}`))),
  ]);
  const known = new Set([...cleanUps.map(({ type }) => type), ...Object.keys(OTHERS), ...PARTS]);
  for (const { type } of unread) known.delete(type);
  const unknown = [...types].filter((type) => !known.has(type));
  if (unknown.length > 0) throw new Error(`Nothing lists ${unknown.join(', ')}: scripts/left-in-test.ts must, to see whether any is left.`);
  return [...items.map(itemKey), ...others.flat()].sort();
}
