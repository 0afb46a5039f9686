import { CreateQueueCommand, DeleteMessageBatchCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Benchmark, timed } from './benchmark.ts';
import { AT_ONCE, ROUND, round, withCloud } from './services.ts';

/** Sends a round to a queue of its own, then receives and deletes until it is empty; messages a second of both. */
async function measure(name: string, times: number): Promise<{ sent: number; received: number }[]> {
  return withCloud(async (configuration) => {
    const sqs = new SQSClient(configuration);
    const results = [];
    // Reason: the first round warms both sides up and is not counted.
    for (let i = 0; i <= times; i++) {
      const fifo = name === 'FIFO';
      const { QueueUrl } = await sqs.send(
        new CreateQueueCommand({ QueueName: `bench-${i}${fifo ? '.fifo' : ''}`, ...(fifo && { Attributes: { FifoQueue: 'true' } }) }),
      );
      const { whole } = await round((n) =>
        sqs.send(
          new SendMessageCommand({
            QueueUrl,
            MessageBody: 'x'.repeat(200),
            ...(fifo && { MessageGroupId: `group-${n % 50}`, MessageDeduplicationId: String(n) }),
          }),
        ),
      );
      const emptied = await timed(() => Promise.all(Array.from({ length: AT_ONCE }, () => empty(sqs, QueueUrl!))));
      results.push({ sent: ROUND / (whole / 1000), received: ROUND / (emptied / 1000) });
    }
    return results.slice(1);
  });
}

/** Receives ten messages at a time and deletes them, until nothing comes any more. */
async function empty(sqs: SQSClient, QueueUrl: string): Promise<void> {
  for (;;) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return;
    const Entries = Messages.map(({ MessageId, ReceiptHandle }) => ({ Id: MessageId, ReceiptHandle }));
    const { Failed = [] } = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    if (Failed.length > 0) throw new Error(Failed[0]!.Message);
  }
}

export const queues: Benchmark[] = ['standard', 'FIFO'].flatMap((kind): Benchmark[] => [
  {
    id: `sqs-send-${kind.toLowerCase()}`,
    says: `SendMessage to a ${kind} queue through the SDK over HTTP, ${AT_ONCE} at once, client and cloud in one process`,
    unit: '/s',
    run: async ({ times }) => (await measure(kind, times)).map(({ sent }) => sent),
  },
  {
    id: `sqs-receive-${kind.toLowerCase()}`,
    says: 'these messages received and deleted, ten at a time',
    unit: '/s',
    run: async ({ times }) => (await measure(kind, times)).map(({ received }) => received),
  },
]);
