import type { Measurement } from '../../measured.ts';
import type { SqsCall } from './queues.ts';
import type { Queue } from './state.ts';

const MINUTE_MS = 60_000;

/** A queue did something that its metrics count. SQS Developer Guide, "Available CloudWatch metrics for Amazon SQS". */
export function announce(call: SqsCall, queue: Queue, values: Readonly<Record<string, number>>): void {
  publish(
    call,
    queue,
    Object.entries(values).map(([name, value]) => ({ name, value, unit: name === 'SentMessageSize' ? 'Bytes' : 'Count' })),
  );
  measureSoon(call, queue);
}

/** How full a queue is, within the minute that has just ended. */
export function measure(call: SqsCall, queue: Queue): void {
  const now = call.clock.now();
  let [visible, inFlight, delayed, oldest] = [0, 0, 0, now];
  for (const { visibleAt, receivesHere, sentAt } of queue.messages.values()) {
    if (visibleAt <= now) visible++;
    else if (receivesHere > 0) inFlight++;
    else delayed++;
    oldest = Math.min(oldest, sentAt);
  }
  publish(
    call,
    queue,
    [
      { name: 'ApproximateNumberOfMessagesVisible', value: visible, unit: 'Count' },
      { name: 'ApproximateNumberOfMessagesNotVisible', value: inFlight, unit: 'Count' },
      { name: 'ApproximateNumberOfMessagesDelayed', value: delayed, unit: 'Count' },
      { name: 'ApproximateAgeOfOldestMessage', value: Math.floor((now - oldest) / 1000), unit: 'Seconds' },
    ],
    // Reason: a machine wakes a little late, or early; what it finds is the end of the same minute.
    Math.round(now / MINUTE_MS) * MINUTE_MS - 1,
  );
}

/** A queue at work is measured when the minute ends. */
function measureSoon(call: SqsCall, queue: Queue): void {
  const { gauges } = call.local;
  if (gauges.has(queue.arn)) return;
  const now = call.clock.now();
  const cancel = call.clock.after(MINUTE_MS - (now % MINUTE_MS), () => {
    gauges.delete(queue.arn);
    if (call.state.queues.get(queue.name) === queue) measure(call, queue);
  });
  gauges.set(queue.arn, cancel);
}

function publish(call: SqsCall, queue: Queue, values: readonly Pick<Measurement, 'name' | 'value' | 'unit'>[], at?: number): void {
  const { account, region, bus } = call;
  const data = values.map((value) => ({ ...value, dimensions: { QueueName: queue.name } }));
  bus.publish({ type: 'metrics.Measured', account, region, namespace: 'AWS/SQS', data, ...(at !== undefined && { at }) });
}
