import { fromBase64, toUtf8 } from '@smithy/core/serde';
import { AwsError } from '../../aws-error.ts';
import { queueOfArn, type SqsCall } from './queues.ts';
import { nextSequenceNumber } from './sending.ts';
import { shelfOf } from './shelf.ts';
import type { MoveTask, Queue, StoredMessage } from './state.ts';

/** What a task without a rate moves between two looks at whether it was cancelled. */
const AT_ONCE = 500;

/** Moves a task's messages, on the clock, until there are none or the task has ended. */
export function runMove(caller: SqsCall, task: MoveTask): void {
  // Reason: the task outlives the request that began it.
  const call = caller.local.background?.open(caller.account, caller.region) ?? caller;
  const interval = task.rate === undefined ? 0 : 1000 / task.rate;
  const step = () => {
    call.local.moves.delete(task.handle);
    if (task.status !== 'RUNNING') return;
    for (let moved = 0; moved < (task.rate === undefined ? AT_ONCE : 1) && task.status === 'RUNNING'; moved++) moveOne(call, task);
    call.changed();
    if (task.status === 'RUNNING') arm();
  };
  const arm = () => void call.local.moves.set(task.handle, call.clock.after(interval, step));
  arm();
}

function moveOne(call: SqsCall, task: MoveTask): void {
  const source = queueOfArn(call, task.sourceArn);
  if (!source) {
    end(task, 'AWS.SimpleQueueService.NonExistentQueue');
    return;
  }
  const [message] = shelfOf(call, source).receivable();
  if (!message) {
    task.status = 'COMPLETED';
    return;
  }
  const destinationArn = task.destinationArn ?? message.deadLetterSourceArn;
  if (destinationArn === undefined) {
    end(task, 'CouldNotDetermineMessageSource');
    return;
  }
  const destination = queueOfArn(call, destinationArn);
  if (!destination) {
    end(task, 'AWS.SimpleQueueService.NonExistentQueue');
    return;
  }
  sendAgain(call, message, destination);
  shelfOf(call, source).remove(message);
  task.moved++;
}

/** A redriven message is a new one: another id, sent now. SQS Developer Guide, "Dead-letter queue redrive". */
function sendAgain(call: SqsCall, message: StoredMessage, destination: Queue): void {
  const { receipt: _, firstReceivedAt: __, deadLetterSourceArn: ___, ...kept } = message;
  const now = call.clock.now();
  shelfOf(call, destination).add({
    ...kept,
    id: call.random.uuid(),
    sentAt: now,
    visibleAt: now,
    receives: 0,
    receivesHere: 0,
    ...(message.sequenceNumber !== undefined && { sequenceNumber: nextSequenceNumber(destination) }),
  });
}

function end(task: MoveTask, failure: string): void {
  task.status = 'FAILED';
  task.failure = failure;
}

/** The queue a task's handle names. Throws InvalidParameterValue. */
export function readTaskHandle(handle: string): { sourceArn: string } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(toUtf8(fromBase64(handle)));
  } catch {
    parsed = undefined;
  }
  if (typeof parsed === 'object' && parsed !== null && 'sourceArn' in parsed && typeof parsed.sourceArn === 'string') {
    return { sourceArn: parsed.sourceArn };
  }
  throw new AwsError('InvalidParameterValue', 'Value for parameter TaskHandle is invalid.');
}
