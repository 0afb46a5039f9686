import { formatArn, tryParseArn } from '../../arn.ts';
import { AwsError, notImplemented } from '../../aws-error.ts';
import { lengthWithin, matching, refuseViolations } from '../../constraints.ts';
import type { Call } from '../../operation.ts';
import type { LogGroup, LogStream, LogsState } from './state.ts';

/** The two ways in which an input names its log group. */
export interface GroupReference {
  logGroupName?: string | undefined;
  /** A name, or an ARN with or without `:*`. */
  logGroupIdentifier?: string | undefined;
}

/** The log group an input names. Throws ResourceNotFoundException, InvalidParameterException. */
export function groupOf(call: Call<LogsState>, reference: GroupReference): LogGroup {
  const group = call.state.groups.get(groupName(reference));
  if (!group) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
  return group;
}

/** The log group of an ARN, as tags name it. Throws ResourceNotFoundException. */
export function groupAtArn(call: Call<LogsState>, arn: string): LogGroup {
  return groupOf(call, { logGroupIdentifier: arn });
}

export function streamOf(group: LogGroup, name: string): LogStream {
  const stream = group.streams.get(name);
  if (!stream) throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
  return stream;
}

export function groupName({ logGroupName, logGroupIdentifier }: GroupReference): string {
  if ((logGroupName === undefined) === (logGroupIdentifier === undefined)) {
    throw new AwsError('InvalidParameterException', 'Exactly one of logGroupName and logGroupIdentifier must be specified.');
  }
  if (logGroupName !== undefined) {
    checkGroupName(logGroupName);
    return logGroupName;
  }
  if (!logGroupIdentifier!.startsWith('arn:')) return logGroupIdentifier!;
  const name = /^log-group:([^:]+)(?::\*)?$/.exec(tryParseArn(logGroupIdentifier!)?.resource ?? '')?.[1];
  if (name === undefined) throw new AwsError('InvalidParameterException', `Invalid log group ARN: ${logGroupIdentifier}`);
  return name;
}

export function checkGroupName(name: string): void {
  refuseViolations('InvalidParameterException', [
    matching('logGroupName', name, '[\\.\\-_/#A-Za-z0-9]+'),
    lengthWithin('logGroupName', name, 1, 512),
  ]);
}

export function checkStreamName(name: string): void {
  refuseViolations('InvalidParameterException', [matching('logStreamName', name, '[^:*]*'), lengthWithin('logStreamName', name, 1, 512)]);
}

/** Refuses what concerns other accounts. */
export function refuseOtherAccounts(operation: string, input: object): void {
  const { includeLinkedAccounts, accountIdentifiers } = input as { includeLinkedAccounts?: boolean; accountIdentifiers?: string[] };
  if (includeLinkedAccounts || accountIdentifiers?.length) throw notImplemented(`logs ${operation} over several accounts`);
}

/** Without the `:*` that means the group's streams. */
export function groupArn(call: Pick<Call<LogsState>, 'account' | 'region'>, name: string): string {
  return formatArn({ service: 'logs', region: call.region, account: call.account, resource: `log-group:${name}` });
}
