import type { SendMessageRequest, SendMessageResult } from '@aws-sdk/client-sqs';
import type { Operation } from '../../operation.ts';
import type { Local } from './local.ts';
import { queueAt } from './queues.ts';
import { check, digests, put } from './sending.ts';
import type { SqsState } from './state.ts';

/** Adds one message to a queue. Throws QueueDoesNotExist, InvalidParameterValue, InvalidMessageContents. SQS API Reference, SendMessage. */
export const SendMessage: Operation<SqsState, SendMessageRequest, SendMessageResult, Local> = async (input, call) => {
  const checked = await check(queueAt(call, input.QueueUrl), input);
  const sent = put(call, queueAt(call, input.QueueUrl), checked);
  return { ...(await digests(checked)), ...sent };
};
