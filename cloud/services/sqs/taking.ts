import { numberOf, queueOfArn, type SqsCall } from './queues.ts';
import { redrivePolicyOf } from './redrive.ts';
import { nextSequenceNumber } from './sending.ts';
import { shelfOf } from './shelf.ts';
import type { Queue, StoredMessage } from './state.ts';

/**
 * Takes up to `most` messages into flight. What is too old is dropped on the way, and what was received too often goes
 * to the dead-letter queue instead.
 */
export function takeMessages(call: SqsCall, queue: Queue, most: number, visibilityMs: number): StoredMessage[] {
  const now = call.clock.now();
  const oldest = now - 1000 * numberOf(queue, 'MessageRetentionPeriod');
  const redrive = redrivePolicyOf(queue);
  const deadLetters = redrive && queueOfArn(call, redrive.deadLetterTargetArn);
  const taken: StoredMessage[] = [];
  const expired: StoredMessage[] = [];
  const dead: StoredMessage[] = [];
  const shelf = shelfOf(call, queue);
  for (const message of shelf.receivable()) {
    if (message.sentAt <= oldest) expired.push(message);
    else if (deadLetters && message.receivesHere >= redrive.maxReceiveCount) dead.push(message);
    else if (taken.push(message) === most) break;
  }
  for (const message of taken) {
    message.receives++;
    message.receivesHere++;
    message.firstReceivedAt ??= now;
    message.receipt = call.random.text(16);
  }
  // Reason: they must all be hidden before anything else moves, which may wake other receivers.
  for (const message of taken) shelf.hide(message, now + visibilityMs);
  for (const message of expired) shelf.remove(message);
  for (const message of dead) if (queue.messages.has(message.id)) moveMessage(call, queue, message, deadLetters!, queue.arn);
  if (expired.length > 0 || dead.length > 0) call.changed();
  return taken;
}

/** Moves a message into another queue as it is. In a FIFO queue it counts as sent now. SQS Developer Guide, "Using dead-letter queues". */
function moveMessage(call: SqsCall, from: Queue, message: StoredMessage, to: Queue, deadLetterSourceArn: string): void {
  const now = call.clock.now();
  const { receipt: _, ...kept } = message;
  const isOrdered = message.sequenceNumber !== undefined;
  shelfOf(call, to).add({
    ...kept,
    ...(isOrdered && { sentAt: now, sequenceNumber: nextSequenceNumber(to) }),
    visibleAt: now,
    receivesHere: 0,
    deadLetterSourceArn,
  });
  shelfOf(call, from).remove(message);
}
