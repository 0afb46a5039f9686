import type { Target } from '@aws-sdk/client-scheduler';
import { tryParseArn } from '../../arn.ts';
import { notImplemented } from '../../aws-error.ts';
import { matching, refuseViolations, valueWithin } from '../../constraints.ts';
import { validation } from './errors.ts';
import type { SchedulerCall } from './groups.ts';

/** A call that an invocation makes, as the schedule's role. */
export interface TargetCall {
  service: string;
  operation: string;
  /** `text` is the schedule's Input with its placeholders filled, or the event that stands in for it. */
  input(target: Target, text: string, endpoint: string): Record<string, unknown>;
}

const UNIVERSAL = /^arn:aws:scheduler:::aws-sdk:([a-z0-9]+):([a-z][A-Za-z0-9]*)$/;

/** Services that the SDK names otherwise than IAM does. */
const SDK_NAMES: Record<string, string> = {
  cloudwatchevents: 'events',
  cloudwatchlogs: 'logs',
  eventbridge: 'events',
  resourcegroupstaggingapi: 'tag',
  sfn: 'states',
};

/** Operations that only read are no targets. EventBridge Scheduler User Guide, "Using universal targets". */
const READS =
  /^(get|describe|list|poll|receive|search|scan|query|select|read|lookup|discover|validate|batchGet|batchDescribe|batchRead|transactGet|adminGet|adminList|testMigration|retrieve|testConnection|translateDocument|isAuthorized|invokeModel)/;

/** Universal targets whose input holds bytes, which JSON has no way to say. */
const WITH_BYTES = ['lambda:invoke', 'kinesis:putRecord', 'kinesis:putRecords', 's3:putObject'];

const bytes = (text: string) => new TextEncoder().encode(text);

/** Targets that are named by a resource's ARN, by service. EventBridge Scheduler User Guide, "Using templated targets". */
const TEMPLATED: Record<string, TargetCall> = {
  lambda: {
    service: 'lambda',
    operation: 'Invoke',
    input: ({ Arn }, text) => ({ FunctionName: Arn, InvocationType: 'Event', Payload: bytes(text) }),
  },
  sqs: {
    service: 'sqs',
    operation: 'SendMessage',
    input: ({ Arn, SqsParameters: fifo }, text, endpoint) => ({
      QueueUrl: queueUrl(Arn!, endpoint),
      MessageBody: text,
      ...(fifo?.MessageGroupId !== undefined && { MessageGroupId: fifo.MessageGroupId }),
    }),
  },
  sns: { service: 'sns', operation: 'Publish', input: ({ Arn }, text) => ({ TopicArn: Arn, Message: text }) },
  states: { service: 'states', operation: 'StartExecution', input: ({ Arn }, text) => ({ stateMachineArn: Arn, input: text }) },
  kinesis: {
    service: 'kinesis',
    operation: 'PutRecord',
    input: ({ Arn, KinesisParameters: parameters }, text) => ({
      StreamARN: Arn,
      PartitionKey: parameters!.PartitionKey,
      Data: bytes(text),
    }),
  },
  events: {
    service: 'events',
    operation: 'PutEvents',
    input: ({ Arn, EventBridgeParameters: parameters }, text) => ({
      Entries: [{ EventBusName: Arn, DetailType: parameters!.DetailType, Source: parameters!.Source, Detail: text }],
    }),
  },
};

export function queueUrl(arn: string, endpoint: string): string {
  const { account, resource } = tryParseArn(arn)!;
  return `${endpoint}/${account}/${resource}`;
}

/** The call that a target means. Throws ValidationException, and NotImplemented for what this cloud does not have. */
export function callOf(call: SchedulerCall, target: Target): TargetCall {
  const arn = target.Arn!;
  const universal = UNIVERSAL.exec(arn);
  const found = universal ? universalOf(universal[1]!, universal[2]!, target) : TEMPLATED[tryParseArn(arn)?.service ?? ''];
  if (!found) {
    if (!tryParseArn(arn)) throw validation(`Provided Arn is not in correct format: ${arn}.`);
    throw notImplemented(`scheduler CreateSchedule with the target ${arn}`);
  }
  if (!call.local.operations.get(found.service)?.has(found.operation)) {
    throw notImplemented(`scheduler CreateSchedule with a target of ${found.service} ${found.operation}`);
  }
  return found;
}

function universalOf(sdkName: string, apiAction: string, { Input }: Target): TargetCall {
  if (READS.test(apiAction)) throw validation(`Unsupported API action ${apiAction}: read-only operations cannot be targets.`);
  if (WITH_BYTES.includes(`${sdkName}:${apiAction}`)) throw notImplemented(`scheduler universal target ${sdkName}:${apiAction}`);
  const text = Input ?? '{}';
  if (!isJsonObject(text)) throw validation('Invalid Input: the input of a universal target must be a JSON object.');
  return {
    service: SDK_NAMES[sdkName] ?? sdkName,
    operation: apiAction[0]!.toUpperCase() + apiAction.slice(1),
    input: (_target, filled) => JSON.parse(filled) as Record<string, unknown>,
  };
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** Members for targets that this cloud does not have. */
const REFUSED = [
  'EcsParameters',
  'SageMakerPipelineParameters',
  'EventBridgePutEventsV2Parameters',
  'EventBridgePutRawEventsParameters',
] as const;
const PARAMETERS = { kinesis: 'KinesisParameters', events: 'EventBridgeParameters' } as const;

/** Throws ValidationException, NotImplemented. */
export function checkTarget(call: SchedulerCall, target: Target): void {
  const refused = REFUSED.find((member) => target[member] !== undefined);
  if (refused) throw notImplemented(`scheduler CreateSchedule with Target.${refused}`);
  const { MaximumEventAgeInSeconds: age, MaximumRetryAttempts: attempts } = target.RetryPolicy ?? {};
  refuseViolations('ValidationException', [
    matching('target.roleArn', target.RoleArn, 'arn:aws[a-z-]*:iam::\\d{12}:role\\/[\\w+=,.@\\/-]+'),
    valueWithin('target.retryPolicy.maximumEventAgeInSeconds', age, 60, 86_400),
    valueWithin('target.retryPolicy.maximumRetryAttempts', attempts, 0, 185),
  ]);
  const { service } = callOf(call, target);
  const needed = Object.hasOwn(PARAMETERS, service) ? PARAMETERS[service as keyof typeof PARAMETERS] : undefined;
  if (needed && !UNIVERSAL.test(target.Arn!) && !target[needed]) throw validation(`${needed} must be provided for target ${target.Arn}.`);
  const dead = target.DeadLetterConfig?.Arn;
  if (dead !== undefined && tryParseArn(dead)?.service !== 'sqs')
    throw validation(`Provided dead-letter queue Arn is not an SQS queue: ${dead}.`);
}
