import type { CreateEventSourceMappingRequest, UpdateEventSourceMappingRequest } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../aws-error.ts';
import type { Call } from '../../../operation.ts';
import { mayRole } from '../role.ts';
import type { LambdaFunction, LambdaState } from '../state.ts';
import { queueUrlOf } from './queue-event.ts';

export const MAX_QUEUE_BATCH = 10_000;
const MAX_WITHOUT_WINDOW = 10;

/** What the function's role must be allowed. */
const NEEDED = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];

/** Checks a queue as Lambda does before it reads from it. Throws InvalidParameterValueException. */
export async function checkQueue(
  call: Call<LambdaState, unknown>,
  fn: LambdaFunction,
  queueArn: string,
  input: CreateEventSourceMappingRequest,
): Promise<void> {
  checkBatching(queueArn, input.BatchSize, input.MaximumBatchingWindowInSeconds);
  const attributes = await attributesOf(call, queueArn);
  for (const action of NEEDED) {
    if (await mayRole(call, fn.latest.role, [`sqs:${action}`], queueArn, attributes.Policy)) continue;
    throw refused(`The provided execution role does not have permissions to call ${action} on SQS`);
  }
  const visibility = Number(attributes.VisibilityTimeout);
  if (visibility < fn.latest.timeout) {
    throw refused(`Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${fn.latest.timeout} seconds`);
  }
}

/** Large batches want time to come together, and FIFO queues know neither. */
export function checkBatching(
  queueArn: string,
  batchSize: number | undefined,
  window: UpdateEventSourceMappingRequest['MaximumBatchingWindowInSeconds'],
): void {
  if (queueArn.endsWith('.fifo')) {
    if (window) throw refused('Batching window is not supported for FIFO queues.');
    if ((batchSize ?? 0) > MAX_WITHOUT_WINDOW) throw refused('Maximum batch size for FIFO queues is 10.');
    return;
  }
  if ((batchSize ?? 0) > MAX_WITHOUT_WINDOW && !window) {
    throw refused('Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10');
  }
}

async function attributesOf(call: Call<LambdaState, unknown>, queueArn: string) {
  try {
    const { Attributes = {} } = await call
      .as({ type: 'root', account: call.account })
      .sqs.GetQueueAttributes({ QueueUrl: queueUrlOf(call.endpoint, queueArn), AttributeNames: ['VisibilityTimeout', 'Policy'] });
    return Attributes;
  } catch (cause) {
    if (!(cause instanceof AwsError) || cause.code !== 'QueueDoesNotExist') throw cause;
    const code = 'AWS.SimpleQueueService.NonExistentQueue';
    throw new AwsError(
      'InvalidParameterValueException',
      `Error occurred while ReceiveMessage. SQS Error Code: ${code}. SQS Error Message: ${cause.message}`,
      { cause },
    );
  }
}

function refused(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}
