import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeExecutionCommand, type DescribeExecutionOutput, SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import type { CheckContext } from '#labs/contract.ts';
import { startExecution } from '#labs/executions.ts';

/** An order of two things, paid with a card of the bank in functions/bank.ts. */
export function someOrder({ now, seed }: CheckContext, card: string) {
  const id = `${card}-${seed}-${now()}`;
  return {
    orderId: `O-${id}`,
    card,
    items: [
      { sku: `coffee-${id}`, quantity: 2 },
      { sku: `bread-${id}`, quantity: 1 },
    ],
  };
}

/** An execution that was watched until it ended, or until it was stopped because the bank was called too often. */
export interface Watched {
  execution: DescribeExecutionOutput;
  /** How often Pay was really invoked for the order: it counts in the table Payments. */
  calls: number;
  /** How long it was watched, in milliseconds. */
  ms: number;
}

/** Runs an order. One that calls the bank more than `most` times is stopped, as it would go on at somebody's expense. */
export async function watch(context: CheckContext, order: ReturnType<typeof someOrder>, most: number): Promise<Watched> {
  const states = context.client(SFNClient);
  const begun = context.now();
  const executionArn = await startExecution(context, order);
  let running = true;
  try {
    return await context.eventually(
      async () => {
        const execution = await states.send(new DescribeExecutionCommand({ executionArn }));
        const calls = await callsOf(context, order.orderId);
        running = execution.status === 'RUNNING';
        if (running && calls <= most) context.fail('SUCCEEDED | FAILED', `RUNNING, calls: ${calls}`);
        return { execution, calls, ms: context.now() - begun };
      },
      { within: 20_000 },
    );
  } finally {
    if (running) await states.send(new StopExecutionCommand({ executionArn }));
  }
}

/** How often the bank was asked about an order. */
async function callsOf({ client, outputs }: CheckContext, orderId: string): Promise<number> {
  const { Item } = await client(DynamoDBClient).send(
    new GetItemCommand({ TableName: outputs.Payments, Key: { orderId: { S: orderId } }, ConsistentRead: true }),
  );
  return Number(Item?.calls?.N ?? 0);
}

/** How it went, in a line: `FAILED BankUnreachable, calls: 4`. */
export function outcome({ execution: { status, error }, calls }: Watched): string {
  return `${[status, error].filter(Boolean).join(' ')}, calls: ${calls}`;
}

/** Says how many pieces of a thing the stock has. */
export async function putIntoStock({ client, outputs }: CheckContext, sku: string, pieces: number): Promise<void> {
  await client(DynamoDBClient).send(
    new PutItemCommand({ TableName: outputs.Stock, Item: { sku: { S: sku }, pieces: { N: String(pieces) } } }),
  );
}
