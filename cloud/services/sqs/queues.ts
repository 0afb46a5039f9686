import { formatArn, tryParseArn } from '../../arn.ts';
import { AwsError, notImplemented } from '../../aws-error.ts';
import type { Call } from '../../operation.ts';
import { queueDoesNotExist } from './errors.ts';
import type { Local } from './local.ts';
import type { Queue, SqsState } from './state.ts';

export type SqsCall = Call<SqsState, Local>;

/** What a queue's URL says: `<endpoint>/<account>/<name>`, whatever the host. */
export function parseQueueUrl(url: string): { account: string; name: string } | undefined {
  const match = /^(?:https?:\/\/[^/]+)?\/(\d{12})\/([^/?#]+)$/.exec(url);
  return match ? { account: match[1]!, name: match[2]! } : undefined;
}

export function queueUrl({ endpoint, account }: Pick<SqsCall, 'endpoint' | 'account'>, name: string): string {
  return `${endpoint}/${account}/${name}`;
}

export function queueArn({ account, region }: Pick<SqsCall, 'account' | 'region'>, name: string): string {
  return formatArn({ service: 'sqs', region, account, resource: name });
}

/** The ARN that an input's URL means, for `iam`: the queue need not exist. */
export function arnOfUrl(call: SqsCall, url: string | undefined): string {
  const parsed = parseQueueUrl(url ?? '');
  return queueArn({ account: parsed?.account ?? call.account, region: call.region }, parsed?.name ?? url ?? '*');
}

/** The queue an input names. Throws QueueDoesNotExist, InvalidAddress. */
export function queueAt(call: SqsCall, url: string | undefined): Queue {
  const parsed = parseQueueUrl(url ?? '');
  if (!parsed) throw new AwsError('InvalidAddress', `The address ${url} is not valid for this endpoint.`);
  if (parsed.account !== call.account) throw notImplemented('sqs access to a queue of another account');
  const queue = call.state.queues.get(parsed.name);
  if (!queue) throw queueDoesNotExist();
  return queue;
}

/** A queue of this account and region by its ARN. */
export function queueOfArn(call: SqsCall, arn: string | undefined): Queue | undefined {
  const parsed = tryParseArn(arn ?? '');
  if (parsed?.service !== 'sqs' || parsed.account !== call.account || parsed.region !== call.region) return undefined;
  return call.state.queues.get(parsed.resource);
}

export function isFifo(queue: Queue): boolean {
  return queue.attributes.get('FifoQueue') === 'true';
}

/** An attribute's number: a default stands for each. */
export function numberOf(queue: Queue, attribute: string): number {
  return Number(queue.attributes.get(attribute));
}
