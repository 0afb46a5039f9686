import { CloudFormationClient, paginateDescribeStackEvents, type StackEvent } from '@aws-sdk/client-cloudformation';
import type { ClientConfiguration } from './target.ts';

/** What an update did to one resource. */
export interface Change {
  /** `CREATE_COMPLETE`, `UPDATE_COMPLETE`, `DELETE_COMPLETE` */
  status: string;
  /** The logical id, without what the CDK's hash adds to the construct's name. */
  id: string;
  type: string;
}

/** What the last update of a stack did to its resources, the newest first. Throws where it was never updated. */
export async function lastUpdate(configuration: ClientConfiguration, StackName: string): Promise<Change[]> {
  const client = new CloudFormationClient(configuration);
  const changes: Change[] = [];
  for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName })) {
    for (const event of StackEvents) {
      if (event.LogicalResourceId !== StackName) changes.push(...completed(event));
      else if (event.ResourceStatus === 'UPDATE_IN_PROGRESS') return changes;
    }
  }
  throw new Error(`The stack ${StackName} was never updated.`);
}

function completed({ ResourceStatus, LogicalResourceId = '', ResourceType = '' }: StackEvent): Change[] {
  if (!ResourceStatus?.endsWith('_COMPLETE')) return [];
  return [{ status: ResourceStatus, id: LogicalResourceId.replace(/[0-9A-F]{8}$/, ''), type: ResourceType }];
}
