import type { CreateLogGroupRequest, DeleteLogGroupRequest, PutLogGroupDeletionProtectionRequest } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError, notImplemented, refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { checkGroupName, groupOf } from './groups.ts';
import type { LogsState } from './state.ts';
import { addTags } from './tags.ts';

/** Makes a log group of the STANDARD class. Throws ResourceAlreadyExistsException. CloudWatch Logs API Reference, CreateLogGroup. */
export const CreateLogGroup: Operation<LogsState, CreateLogGroupRequest, void> = (input, call) => {
  const name = input.logGroupName!;
  checkGroupName(name);
  refuseMembers('logs CreateLogGroup', input, ['kmsKeyId']);
  if ((input.logGroupClass ?? 'STANDARD') !== 'STANDARD') throw notImplemented(`logs log groups of class ${input.logGroupClass}`);
  if (call.state.groups.has(name)) throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');
  const tags = new Map<string, string>();
  addTags(tags, input.tags ?? {}, call.principal);
  call.state.groups.set(name, {
    name,
    createdAt: call.clock.now(),
    deletionProtection: input.deletionProtectionEnabled ?? false,
    tags,
    streams: new Map(),
    subscriptionFilters: new Map(),
    nextOrdinal: 1,
  });
};

/** Removes a log group with its events. Throws ResourceNotFoundException. CloudWatch Logs API Reference, DeleteLogGroup. */
export const DeleteLogGroup: Operation<LogsState, DeleteLogGroupRequest, void> = (input, call) => {
  const group = groupOf(call, input);
  if (group.deletionProtection) {
    throw new AwsError('OperationAbortedException', `Log group ${group.name} has deletion protection enabled and cannot be deleted.`);
  }
  call.state.groups.delete(group.name);
};

export const PutLogGroupDeletionProtection: Operation<LogsState, PutLogGroupDeletionProtectionRequest, void> = (input, call) => {
  groupOf(call, input).deletionProtection = input.deletionProtectionEnabled!;
};
