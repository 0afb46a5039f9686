import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  paginateDescribeStackEvents,
} from '@aws-sdk/client-cloudformation';
import type { ClientConfiguration } from './target.ts';

const EVERY_MS = 50;

/**
 * Deletes a stack as a test needs it, without the toolkit, and waits until CloudFormation says that there is none.
 * Rejects with the stack's state and the reasons of the resources that stay.
 */
export async function removeDirectly(configuration: ClientConfiguration, StackName: string): Promise<void> {
  const client = new CloudFormationClient(configuration);
  await client.send(new DeleteStackCommand({ StackName }));
  for (;;) {
    const status = await statusOf(client, StackName);
    if (status === undefined) return;
    if (status !== 'DELETE_IN_PROGRESS') throw new Error([status, ...(await reasons(client, StackName))].join('\n'));
    await new Promise((resolve) => void setTimeout(resolve, EVERY_MS));
  }
}

async function statusOf(client: CloudFormationClient, StackName: string): Promise<string | undefined> {
  try {
    return (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0]?.StackStatus ?? 'no state';
  } catch (error) {
    if (error instanceof Error && error.message === `Stack with id ${StackName} does not exist`) return undefined;
    throw error;
  }
}

async function reasons(client: CloudFormationClient, StackName: string): Promise<string[]> {
  const said: string[] = [];
  for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName })) {
    for (const { ResourceStatus, LogicalResourceId, ResourceStatusReason } of StackEvents) {
      if (ResourceStatus === 'DELETE_FAILED') said.push(`${LogicalResourceId}: ${ResourceStatusReason}`);
    }
  }
  return said;
}
