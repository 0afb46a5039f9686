import type {
  GetQueueUrlRequest,
  GetQueueUrlResult,
  ListDeadLetterSourceQueuesRequest,
  ListDeadLetterSourceQueuesResult,
  ListQueuesRequest,
  ListQueuesResult,
} from '@aws-sdk/client-sqs';
import { fromBase64, fromUtf8, toBase64, toUtf8 } from '@smithy/core/serde';
import { notImplemented } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { checkRange, invalidParameter, queueDoesNotExist } from './errors.ts';
import type { Local } from './local.ts';
import { queueAt, queueUrl, type SqsCall } from './queues.ts';
import { sourcesOf } from './redrive.ts';
import type { SqsState } from './state.ts';

const MOST = 1000;

export const GetQueueUrl: Operation<SqsState, GetQueueUrlRequest, GetQueueUrlResult, Local> = (input, call) => {
  const owner = input.QueueOwnerAWSAccountId;
  if (owner !== undefined && owner !== call.account) throw notImplemented('sqs access to a queue of another account');
  if (!call.state.queues.has(input.QueueName!)) throw queueDoesNotExist();
  return { QueueUrl: queueUrl(call, input.QueueName!) };
};

/** The queues of this account and region, by name; in pages only when asked. SQS API Reference, ListQueues. */
export const ListQueues: Operation<SqsState, ListQueuesRequest, ListQueuesResult, Local> = (input, call) => {
  const prefix = input.QueueNamePrefix ?? '';
  const names = [...call.state.queues.keys()].filter((name) => name.startsWith(prefix));
  const { urls, next } = page(call, names, input);
  return { ...(urls.length > 0 && { QueueUrls: urls }), ...next };
};

/** The queues that send to this dead-letter queue. SQS API Reference, ListDeadLetterSourceQueues. */
export const ListDeadLetterSourceQueues: Operation<SqsState, ListDeadLetterSourceQueuesRequest, ListDeadLetterSourceQueuesResult, Local> = (
  input,
  call,
) => {
  const names = sourcesOf(call, queueAt(call, input.QueueUrl)).map(({ name }) => name);
  const { urls, next } = page(call, names, input);
  return { queueUrls: urls, ...next };
};

function page(call: SqsCall, names: string[], { MaxResults, NextToken }: ListQueuesRequest) {
  checkRange('MaxResults', MaxResults, 1, MOST, 'MaxResults must be an integer between 1 and 1000');
  const after = NextToken === undefined ? '' : readToken(NextToken);
  const rest = names.sort().filter((name) => name > after);
  const shown = rest.slice(0, MaxResults ?? MOST);
  const more = MaxResults !== undefined && rest.length > shown.length;
  return {
    urls: shown.map((name) => queueUrl(call, name)),
    next: more ? { NextToken: toBase64(fromUtf8(shown.at(-1)!)) } : {},
  };
}

function readToken(token: string): string {
  try {
    return toUtf8(fromBase64(token));
  } catch {
    throw invalidParameter('NextToken', token, 'Invalid or expired next token.');
  }
}
