import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { cleanUps } from './cleanup/index.ts';
import type { Clients } from './clients.ts';
import { itemKey, takeInventory } from './inventory.ts';

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
  const { items, unread } = await takeInventory({ kind: 'endpoint', region, endpoint }, aws);
  const known = new Set([...cleanUps.map(({ type }) => type), ...PARTS]);
  for (const { type } of unread) known.delete(type);
  const unknown = [...types].filter((type) => !known.has(type));
  if (unknown.length > 0) throw new Error(`Nothing lists ${unknown.join(', ')}: scripts/cleanup must, to see whether any is left.`);
  return items.map(itemKey).sort();
}
