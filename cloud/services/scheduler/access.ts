import type { AccessCheck } from '../../operation.ts';
import { DEFAULT_GROUP, groupArn, type SchedulerCall } from './groups.ts';
import { operations } from './operations.ts';
import { scheduleArn } from './schedules.ts';

interface Names {
  Name?: string;
  GroupName?: string;
  ResourceArn?: string;
}

/** What each operation is about. Service Authorization Reference, "Amazon EventBridge Scheduler". */
export const access: Record<string, (input: Names, call: SchedulerCall) => AccessCheck> = Object.fromEntries(
  Object.keys(operations).map((operation) => [
    operation,
    (input: Names, call: SchedulerCall) => ({ action: `scheduler:${operation}`, resource: resourceOf(operation, input, call) }),
  ]),
);

function resourceOf(operation: string, { Name, GroupName = DEFAULT_GROUP, ResourceArn }: Names, call: SchedulerCall): string {
  if (ResourceArn !== undefined) return ResourceArn;
  if (Name === undefined) return '*';
  return operation.endsWith('Group') ? groupArn(call, Name) : scheduleArn(call, GroupName, Name);
}
