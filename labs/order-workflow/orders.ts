import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { CheckContext } from '#labs/contract.ts';

export { ending, historyOf, historyTable, run } from '#labs/executions.ts';

/** An order with two items; the seed and the time keep it apart from every other. */
export function someOrder({ now, seed }: CheckContext) {
  return {
    orderId: `O-${seed}-${now()}`,
    items: [
      { sku: 'cà phê', quantity: 2, price: 35_000 },
      { sku: 'bánh mì', quantity: 1 + (seed % 3), price: 20_000 },
    ],
  };
}

/** What the topic told about an order; undefined while it has told nothing. Other messages stay in the queue. */
export async function notificationOf({ client, outputs }: CheckContext, orderId: string): Promise<unknown> {
  const sqs = client(SQSClient);
  const QueueUrl = outputs.Inbox;
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 2, WaitTimeSeconds: 1 }),
  );
  for (const { Body = '', ReceiptHandle } of Messages) {
    const told: { orderId?: string } = JSON.parse(Body);
    if (told.orderId !== orderId) continue;
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    return told;
  }
  return undefined;
}
