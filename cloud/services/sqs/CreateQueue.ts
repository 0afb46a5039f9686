import type { CreateQueueRequest, CreateQueueResult } from '@aws-sdk/client-sqs';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { defaultAttributes, readAttributes, setAttributes } from './attributes.ts';
import type { Local } from './local.ts';
import { queueArn, queueUrl } from './queues.ts';
import type { Queue, SqsState } from './state.ts';
import { checkTags } from './tags.ts';

/** So long a deleted queue's name stays taken. */
const NAME_REST_MS = 60_000;

/** Makes a queue; a second call with the same attributes finds the first. Throws QueueNameExists, QueueDeletedRecently. SQS API Reference, CreateQueue. */
export const CreateQueue: Operation<SqsState, CreateQueueRequest, CreateQueueResult, Local> = (input, call) => {
  const name = input.QueueName!;
  const given = input.Attributes ?? {};
  const fifo = given.FifoQueue === 'true';
  checkName(name, fifo);
  const arn = queueArn(call, name);
  const read = readAttributes(call, given, arn, fifo);
  checkTags(input.tags ?? {}, call.principal);
  const existing = call.state.queues.get(name);
  if (existing) {
    refuseOther(existing, read);
    return { QueueUrl: queueUrl(call, name) };
  }
  const now = call.clock.now();
  if (now - (call.state.deleted.get(name) ?? Number.NEGATIVE_INFINITY) < NAME_REST_MS) {
    throw new AwsError(
      'QueueDeletedRecently',
      'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
    );
  }
  const attributes = defaultAttributes(fifo);
  setAttributes(attributes, read);
  for (const [deleted, at] of call.state.deleted) if (now - at >= NAME_REST_MS) call.state.deleted.delete(deleted);
  call.state.queues.set(name, {
    name,
    arn,
    createdAt: now,
    modifiedAt: now,
    attributes,
    tags: new Map(Object.entries(input.tags ?? {})),
    messages: new Map(),
    sent: new Map(),
    nextSequence: 0,
  });
  return { QueueUrl: queueUrl(call, name) };
};

function checkName(name: string, fifo: boolean): void {
  if (fifo) {
    if (/^[\w-]{1,75}\.fifo$/.test(name)) return;
    throw new AwsError(
      'InvalidParameterValue',
      'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
    );
  }
  if (/^[\w-]{1,80}$/.test(name)) return;
  throw new AwsError('InvalidParameterValue', 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length');
}

function refuseOther({ attributes }: Queue, read: ReadonlyMap<string, string | undefined>): void {
  for (const [name, value] of read) {
    if (attributes.get(name) === value) continue;
    throw new AwsError('QueueNameExists', `A queue already exists with the same name and a different value for attribute ${name}`);
  }
}
