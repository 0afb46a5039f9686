import type { Target } from '@aws-sdk/client-eventbridge';
import { parseArn, tryParseArn } from '../../arn.ts';
import { notImplemented } from '../../aws-error.ts';
import type { Aws } from '../aws.ts';
import type { EventsCall } from './buses.ts';
import { validation } from './errors.ts';
import { parseJsonPath } from './json-path.ts';
import type { BusEvent } from './state.ts';

/** What is sent where. */
export interface Sending {
  target: Target;
  text: string;
  event: BusEvent;
  deliveryId: string;
  endpoint: string;
  now: number; // ms
}

/** A kind of target: how it is called, and whether that takes a role or a policy on the target. */
export interface TargetKind {
  service: string;
  /** The operation that must exist. */
  operation: string;
  needsRole: boolean;
  /** Absent for buses, which get the event as it is. */
  send?(aws: Aws, sending: Sending): Promise<unknown>;
}

const bytes = (text: string) => new TextEncoder().encode(text);

/** By the service in the target's ARN. EventBridge User Guide, "Event bus targets". */
const KINDS: Record<string, TargetKind> = {
  lambda: {
    service: 'lambda',
    operation: 'Invoke',
    needsRole: false,
    send: (aws, { target, text }) => aws.lambda.Invoke({ FunctionName: target.Arn, InvocationType: 'Event', Payload: bytes(text) }),
  },
  sqs: {
    service: 'sqs',
    operation: 'SendMessage',
    needsRole: false,
    send: (aws, { target, text, endpoint }) =>
      aws.sqs.SendMessage({
        QueueUrl: queueUrl(target.Arn!, endpoint),
        MessageBody: text,
        ...(target.SqsParameters?.MessageGroupId !== undefined && { MessageGroupId: target.SqsParameters.MessageGroupId }),
      }),
  },
  sns: {
    service: 'sns',
    operation: 'Publish',
    needsRole: false,
    send: (aws, { target, text }) => aws.sns.Publish({ TopicArn: target.Arn, Message: text }),
  },
  states: {
    service: 'states',
    operation: 'StartExecution',
    needsRole: true,
    // Reason: a delivery that is tried again must not start a second execution.
    send: (aws, { target, text, event, deliveryId }) =>
      aws.states.StartExecution({ stateMachineArn: target.Arn, input: text, name: `${event.id}_${deliveryId}` }),
  },
  kinesis: {
    service: 'kinesis',
    operation: 'PutRecord',
    needsRole: true,
    send: (aws, { target, text, event }) =>
      aws.kinesis.PutRecord({ StreamARN: target.Arn, PartitionKey: partitionKey(target, event), Data: bytes(text) }),
  },
  logs: { service: 'logs', operation: 'PutLogEvents', needsRole: false, send: toLogs },
  events: { service: 'events', operation: 'PutEvents', needsRole: true },
};

export function queueUrl(arn: string, endpoint: string): string {
  const { account, resource } = parseArn(arn);
  return `${endpoint}/${account}/${resource}`;
}

function partitionKey({ KinesisParameters: parameters }: Target, event: BusEvent): string {
  if (parameters?.PartitionKeyPath === undefined) return event.id;
  const found = parseJsonPath(parameters.PartitionKeyPath)!(event);
  return typeof found === 'string' ? found : JSON.stringify(found ?? event.id);
}

/** An event makes a stream of its own. Input of another kind says timestamp and message. */
async function toLogs(aws: Aws, { target, text, event, now }: Sending): Promise<void> {
  const logGroupName = parseArn(target.Arn!)
    .resource.replace(/^log-group:/, '')
    .replace(/:\*$/, '');
  const logStreamName = event.id;
  const { timestamp, message } = logged(target, text, now);
  await aws.logs.CreateLogStream({ logGroupName, logStreamName });
  await aws.logs.PutLogEvents({ logGroupName, logStreamName, logEvents: [{ timestamp, message }] });
}

function logged({ Input, InputPath, InputTransformer }: Target, text: string, now: number): { timestamp: number; message: string } {
  if (Input === undefined && InputPath === undefined && !InputTransformer) return { timestamp: now, message: text };
  const given: unknown = JSON.parse(text);
  if (typeof given !== 'object' || given === null || !('timestamp' in given) || !('message' in given))
    return { timestamp: now, message: text };
  const { timestamp, message } = given;
  const at = typeof timestamp === 'number' ? timestamp : Date.parse(String(timestamp));
  return { timestamp: Number.isNaN(at) ? now : at, message: typeof message === 'string' ? message : JSON.stringify(message) };
}

/** The kind of a target. Throws ValidationException, and NotImplemented for what this cloud does not have. */
export function kindOf({ local }: Pick<EventsCall, 'local'>, arn: string): TargetKind {
  const parsed = tryParseArn(arn);
  if (!parsed) throw validation(`Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`);
  const what = parsed.service === 'events' ? parsed.resource.split('/')[0]! : parsed.service;
  const kind = Object.hasOwn(KINDS, parsed.service) ? KINDS[parsed.service] : undefined;
  const isBus = parsed.service !== 'events' || what === 'event-bus';
  if (!kind || !isBus || !local.operations.get(kind.service)?.has(kind.operation))
    throw notImplemented(`events PutTargets with a target of ${what}`);
  return kind;
}
