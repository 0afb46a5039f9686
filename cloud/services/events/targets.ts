import type * as sdk from '@aws-sdk/client-eventbridge';
import { tryParseArn } from '../../arn.ts';
import { notImplemented } from '../../aws-error.ts';
import { lengthWithin, matching, refuseViolations, valueWithin } from '../../constraints.ts';
import { pageAfter } from '../../page.ts';
import { type EventsCall, type EventsOperation, MOST_RESULTS, ruleAt } from './buses.ts';
import { atMost, invalidToken, limitExceeded, validation } from './errors.ts';
import { parseJsonPath } from './json-path.ts';
import { passRole } from './rules.ts';
import type { Rule } from './state.ts';
import { checkInput } from './target-input.ts';
import { kindOf } from './target-kinds.ts';

/** Of a rule. */
const MOST_TARGETS = 5;
/** Of a request. */
const MOST_ENTRIES = 100;
/** Members for targets that this cloud does not have. */
const REFUSED = [
  'RunCommandParameters',
  'EcsParameters',
  'BatchParameters',
  'HttpParameters',
  'RedshiftDataParameters',
  'SageMakerPipelineParameters',
  'AppSyncParameters',
] as const;

/** Adds targets to a rule or replaces those of the same id. Throws LimitExceededException, ValidationException. EventBridge API Reference, PutTargets. */
export const PutTargets: EventsOperation<sdk.PutTargetsRequest, sdk.PutTargetsResponse> = (input, call) => {
  const { rule } = ruleAt(call, input.EventBusName, input.Rule!);
  const added = input.Targets!;
  atMost('targets', added, MOST_ENTRIES);
  for (const target of added) checkTarget(call, rule, target);
  const targets = new Map([...rule.targets, ...added.map((target) => [target.Id!, target] as const)]);
  if (targets.size > MOST_TARGETS) throw limitExceeded();
  rule.targets = targets;
  return { FailedEntryCount: 0, FailedEntries: [] };
};

/** Throws ValidationException, NotImplemented. */
function checkTarget(call: EventsCall, rule: Rule, target: sdk.Target): void {
  const refused = REFUSED.find((member) => target[member] !== undefined);
  if (refused) throw notImplemented(`events PutTargets with ${refused}`);
  const { Id, Arn, RoleArn, RetryPolicy, DeadLetterConfig, SqsParameters, KinesisParameters } = target;
  const { MaximumEventAgeInSeconds: age, MaximumRetryAttempts: attempts } = RetryPolicy ?? {};
  refuseViolations('ValidationException', [
    lengthWithin('targets.member.id', Id, 1, 64),
    matching('targets.member.id', Id, '[\\.\\-_A-Za-z0-9]+'),
    valueWithin('targets.member.retryPolicy.maximumEventAgeInSeconds', age, 60, 86_400),
    valueWithin('targets.member.retryPolicy.maximumRetryAttempts', attempts, 0, 185),
  ]);
  const kind = kindOf(call, Arn!);
  if (kind.needsRole && RoleArn === undefined && rule.roleArn === undefined) throw validation(`RoleArn is required for target ${Arn}.`);
  if (RoleArn !== undefined) passRole(call, RoleArn);
  if (Arn!.endsWith('.fifo') && kind.service === 'sqs' && SqsParameters?.MessageGroupId === undefined)
    throw validation(`Parameter(s) SqsParameters must be specified for target: ${Id}.`);
  if (SqsParameters && kind.service !== 'sqs') throw validation(`Parameter(s) SqsParameters is not supported for target: ${Id}.`);
  if (KinesisParameters && (kind.service !== 'kinesis' || !parseJsonPath(KinesisParameters.PartitionKeyPath!)))
    throw validation(`Parameter(s) KinesisParameters is not valid for target: ${Id}.`);
  const dead = DeadLetterConfig?.Arn;
  if (dead !== undefined && (tryParseArn(dead)?.service !== 'sqs' || dead.endsWith('.fifo')))
    throw validation(`Parameter ${dead} is not valid. Reason: The dead-letter queue must be a standard SQS queue.`);
  checkInput(target);
}

/** Ids that are not there are no error; Force is for rules that services manage. EventBridge API Reference, RemoveTargets. */
export const RemoveTargets: EventsOperation<sdk.RemoveTargetsRequest, sdk.RemoveTargetsResponse> = (input, call) => {
  const { rule } = ruleAt(call, input.EventBusName, input.Rule!);
  for (const id of input.Ids!) rule.targets.delete(id);
  return { FailedEntryCount: 0, FailedEntries: [] };
};

export const ListTargetsByRule: EventsOperation<sdk.ListTargetsByRuleRequest, sdk.ListTargetsByRuleResponse> = (input, call) => {
  const { rule } = ruleAt(call, input.EventBusName, input.Rule!);
  const page = { token: input.NextToken, size: input.Limit ?? MOST_RESULTS };
  const { items, next } = pageAfter(rule.targets.values(), ({ Id }) => Id!, page, invalidToken);
  return { Targets: structuredClone(items), ...(next !== undefined && { NextToken: next }) };
};
