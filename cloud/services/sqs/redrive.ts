import { tryParseArn } from '../../arn.ts';
import { AwsError } from '../../aws-error.ts';
import { invalidParameter } from './errors.ts';
import { isFifo, queueOfArn, type SqsCall } from './queues.ts';
import type { Queue } from './state.ts';

/** A queue's redrive policy: where a message goes that was received too often. */
export interface RedrivePolicy {
  deadLetterTargetArn: string;
  maxReceiveCount: number;
}

const MOST_RECEIVES = 1000;
const MOST_SOURCES = 10;

export function redrivePolicyOf({ attributes }: Queue): RedrivePolicy | undefined {
  const text = attributes.get('RedrivePolicy');
  return text === undefined ? undefined : JSON.parse(text);
}

/** Checks a redrive policy and returns it as SQS keeps it. Throws InvalidParameterValue. */
export function checkRedrivePolicy(call: SqsCall, text: string, sourceArn: string, fifo: boolean): string {
  const refuse = (reason: string) => invalidParameter('RedrivePolicy', text, reason);
  const policy = parseMap(text);
  if (!policy) throw refuse('Redrive policy is not a valid JSON map.');
  for (const name of ['deadLetterTargetArn', 'maxReceiveCount']) {
    if (policy[name] === undefined) throw refuse(`Redrive policy does not contain mandatory attribute: ${name}.`);
  }
  const { deadLetterTargetArn, maxReceiveCount } = policy;
  for (const name of Object.keys(policy)) {
    if (name !== 'deadLetterTargetArn' && name !== 'maxReceiveCount') throw refuse(`Redrive policy contains unknown attribute: ${name}.`);
  }
  const count = typeof maxReceiveCount === 'number' || typeof maxReceiveCount === 'string' ? Number(maxReceiveCount) : Number.NaN;
  if (!Number.isInteger(count) || count < 1 || count > MOST_RECEIVES) {
    throw refuse(
      `Invalid value for maxReceiveCount: ${String(maxReceiveCount)}, valid values are from 1 to ${MOST_RECEIVES} both inclusive.`,
    );
  }
  if (typeof deadLetterTargetArn !== 'string' || tryParseArn(deadLetterTargetArn)?.service !== 'sqs') {
    throw refuse('Invalid value for deadLetterTargetArn.');
  }
  const target = queueOfArn(call, deadLetterTargetArn);
  if (!target) throw refuse('Dead letter target does not exist.');
  if (isFifo(target) !== fifo) throw refuse('Dead-letter queue must be same type of queue as the source.');
  if (!allowsSource(target, sourceArn)) throw refuse('Dead letter target does not allow this queue as its source.');
  return JSON.stringify({ deadLetterTargetArn, maxReceiveCount: count });
}

/** Checks who may use a queue as dead-letter queue. Throws InvalidAttributeValue. */
export function checkRedriveAllowPolicy(text: string): string {
  const refuse = () => new AwsError('InvalidAttributeValue', 'Invalid value for the parameter RedriveAllowPolicy.');
  const policy = parseMap(text);
  const { redrivePermission, sourceQueueArns } = policy ?? {};
  if (redrivePermission === 'allowAll' || redrivePermission === 'denyAll') {
    if (sourceQueueArns !== undefined) throw refuse();
    return JSON.stringify({ redrivePermission });
  }
  if (redrivePermission !== 'byQueue' || !Array.isArray(sourceQueueArns)) throw refuse();
  if (sourceQueueArns.length === 0 || sourceQueueArns.length > MOST_SOURCES) throw refuse();
  if (!sourceQueueArns.every((arn) => typeof arn === 'string')) throw refuse();
  return JSON.stringify({ redrivePermission, sourceQueueArns });
}

function allowsSource({ attributes }: Queue, sourceArn: string): boolean {
  const policy = parseMap(attributes.get('RedriveAllowPolicy') ?? '{}') ?? {};
  if (policy.redrivePermission === 'denyAll') return false;
  return policy.redrivePermission !== 'byQueue' || (Array.isArray(policy.sourceQueueArns) && policy.sourceQueueArns.includes(sourceArn));
}

/** The queues whose redrive policy names this one. */
export function sourcesOf(call: SqsCall, { arn }: Queue): Queue[] {
  return [...call.state.queues.values()].filter((queue) => redrivePolicyOf(queue)?.deadLetterTargetArn === arn);
}

function parseMap(text: string): Record<string, unknown> | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : undefined;
}
