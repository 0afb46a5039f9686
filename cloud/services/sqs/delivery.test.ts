import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryCloud } from '../../host/memory.ts';
import { seededRandom } from '../../random.ts';
import { sqs } from './service.ts';

type Step =
  | { kind: 'send'; group: number; delay: number }
  | { kind: 'receive'; most: number; visibility: number; wait: number }
  | { kind: 'delete'; which: number }
  | { kind: 'release'; which: number }
  | { kind: 'pass'; ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('send' as const), group: fc.nat(3), delay: fc.nat(3) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('receive' as const),
      most: fc.integer({ min: 1, max: 10 }),
      visibility: fc.integer({ min: 1, max: 5 }),
      wait: fc.nat(2),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('delete' as const), which: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('release' as const), which: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 4000 }) }) },
);

/** What a receiver holds. */
interface Held {
  body: string;
  group: string;
  handle: string;
  until: number;
}

async function play(steps: readonly Step[], fifo: boolean, check: (deliveries: Held[], held: readonly Held[]) => void) {
  const host = await memoryCloud({ services: [sqs] });
  const queues = host.root().sqs;
  const name = fifo ? 'q.fifo' : 'q';
  const { QueueUrl } = await queues.CreateQueue({ QueueName: name, Attributes: fifo ? { FifoQueue: 'true' } : {} });
  const sent: { body: string; group: string }[] = [];
  const deleted = new Set<string>();
  let held: Held[] = [];
  const inFlight = () => held.filter(({ until }) => until > host.clock.now());
  const receive = async (most: number, visibility: number, wait: number) => {
    const pending = queues.ReceiveMessage({
      QueueUrl,
      MaxNumberOfMessages: most,
      VisibilityTimeout: visibility,
      WaitTimeSeconds: wait,
      MessageSystemAttributeNames: ['MessageGroupId'],
    });
    await host.clock.advance(wait * 1000);
    const { Messages = [] } = await pending;
    return Messages;
  };
  const deliver = async (most: number, visibility: number, wait: number) => {
    const before = host.clock.now();
    const messages = await receive(most, visibility, wait);
    const got = messages.map(({ Body, ReceiptHandle, Attributes }) => ({
      body: Body!,
      group: Attributes?.MessageGroupId ?? '',
      handle: ReceiptHandle!,
      // Reason: a long poll may have been served at any time since it began.
      until: before + visibility * 1000,
    }));
    // Reason: while the poll waited, flights may have ended.
    check(
      got,
      held.filter(({ until }) => until > host.clock.now()),
    );
    held = [...held.filter(({ body }) => !got.some((other) => other.body === body)), ...got];
    return got;
  };
  for (const action of steps) {
    switch (action.kind) {
      case 'send': {
        const body = String(sent.length);
        const group = fifo ? `g${action.group}` : '';
        await queues.SendMessage({
          QueueUrl,
          MessageBody: body,
          ...(fifo ? { MessageGroupId: group, MessageDeduplicationId: body } : { DelaySeconds: action.delay }),
        });
        sent.push({ body, group });
        break;
      }
      case 'receive':
        await deliver(action.most, action.visibility, action.wait);
        break;
      case 'delete': {
        const one = inFlight()[action.which];
        if (!one) break;
        await queues.DeleteMessage({ QueueUrl, ReceiptHandle: one.handle });
        deleted.add(one.body);
        held = held.filter((other) => other !== one);
        break;
      }
      case 'release': {
        const one = inFlight()[action.which];
        if (!one) break;
        await queues.ChangeMessageVisibility({ QueueUrl, ReceiptHandle: one.handle, VisibilityTimeout: 0 });
        held = held.filter((other) => other !== one);
        break;
      }
      case 'pass':
        await host.clock.advance(action.ms);
    }
  }
  await host.clock.advance(20_000);
  held = [];
  const rest: string[] = [];
  for (let got = await deliver(10, 5, 0); got.length > 0; got = await deliver(10, 5, 0)) {
    for (const { body, handle } of got) {
      rest.push(body);
      await queues.DeleteMessage({ QueueUrl, ReceiptHandle: handle });
    }
    held = [];
  }
  expect([...deleted, ...rest].sort()).toEqual(sent.map(({ body }) => body).sort());
  expect(host.faults).toEqual([]);
}

test('no message is lost, none is delivered to two receivers within its visibility timeout, a deleted one never again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), (steps) =>
      play(steps, false, (deliveries, held) => {
        const bodies = deliveries.map(({ body }) => body);
        expect(new Set(bodies).size).toBe(bodies.length);
        for (const { body } of held) expect(bodies).not.toContain(body);
      }),
    ),
    { numRuns: 60 },
  );
});

test('a FIFO queue delivers each group in order, and nothing of a group that is in flight', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      await play(steps, true, (deliveries, held) => {
        const last = new Map<string, number>();
        for (const { body, group } of deliveries) {
          expect(Number(body)).toBeGreaterThan(last.get(group) ?? -1);
          last.set(group, Number(body));
          expect(held.map((other) => other.group)).not.toContain(group);
        }
      });
    }),
    { numRuns: 60 },
  );
});

test('with many receivers at once every message is processed exactly once', async () => {
  const host = await memoryCloud({ services: [sqs] });
  const queues = host.root().sqs;
  const random = seededRandom(7);
  const { QueueUrl } = await queues.CreateQueue({ QueueName: 'q' });
  const processed: string[] = [];
  const receiver = async () => {
    for (;;) {
      const { Messages } = await queues.ReceiveMessage({ QueueUrl, MaxNumberOfMessages: 1 + random.below(10), WaitTimeSeconds: 20 });
      if (!Messages) return;
      for (const { Body, ReceiptHandle } of Messages) {
        processed.push(Body!);
        await queues.DeleteMessage({ QueueUrl, ReceiptHandle });
      }
    }
  };
  const receivers = Array.from({ length: 8 }, receiver);
  for (let n = 0; n < 500; n++) {
    await queues.SendMessage({ QueueUrl, MessageBody: String(n), DelaySeconds: random.below(3) });
  }
  await host.clock.advance(10_000);
  await host.clock.advance(20_000);
  await Promise.all(receivers);
  expect(processed.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 500 }, (_, n) => n));
});
