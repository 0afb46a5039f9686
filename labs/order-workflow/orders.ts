import {
  DescribeExecutionCommand,
  type DescribeExecutionOutput,
  type HistoryEvent,
  paginateGetExecutionHistory,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { CheckContext, Table } from '#labs/contract.ts';

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

/** Runs the workflow on an input until it has ended. */
export async function run({ client, outputs, eventually, fail }: CheckContext, input: object): Promise<DescribeExecutionOutput> {
  const states = client(SFNClient);
  const { executionArn } = await states.send(
    new StartExecutionCommand({ stateMachineArn: outputs.Workflow, input: JSON.stringify(input) }),
  );
  return eventually(
    async () => {
      const execution = await states.send(new DescribeExecutionCommand({ executionArn }));
      if (execution.status === 'RUNNING') fail('SUCCEEDED | FAILED', 'RUNNING');
      return execution;
    },
    { within: 20_000 },
  );
}

/** How an execution ended, in a line: `FAILED InvalidOrder: …`. */
export function ending({ status, error, cause }: DescribeExecutionOutput): string {
  return [status, error && `${error}:`, cause].filter(Boolean).join(' ');
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

/** An execution's history, state by state: what went in and what came out. */
export async function historyOf({ client }: CheckContext, executionArn: string): Promise<HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  for await (const page of paginateGetExecutionHistory({ client: client(SFNClient) }, { executionArn })) {
    events.push(...(page.events ?? []));
  }
  return events;
}

/** A history as a table: each event, its state, and the data that went in or came out. */
export function historyTable(events: readonly HistoryEvent[]): Table {
  return {
    title: { vi: 'Lịch sử của lần chạy', en: "The execution's history" },
    columns: [
      { vi: '#', en: '#' },
      { vi: 'Sự kiện', en: 'Event' },
      { vi: 'State', en: 'State' },
      { vi: 'Dữ liệu', en: 'Data' },
    ],
    rows: events.map((event) => ({
      cells: [String(event.id), event.type ?? '-', stateOf(event), dataOf(event)],
      wrong: event.type?.endsWith('Failed') ?? false,
    })),
  };
}

function stateOf({ stateEnteredEventDetails, stateExitedEventDetails }: HistoryEvent): string {
  return stateEnteredEventDetails?.name ?? stateExitedEventDetails?.name ?? '-';
}

function dataOf(event: HistoryEvent): string {
  const failed = event.executionFailedEventDetails ?? event.taskFailedEventDetails;
  return (
    event.stateEnteredEventDetails?.input ??
    event.stateExitedEventDetails?.output ??
    event.executionStartedEventDetails?.input ??
    event.taskScheduledEventDetails?.parameters ??
    event.taskSucceededEventDetails?.output ??
    event.executionSucceededEventDetails?.output ??
    (failed ? `${failed.error}: ${failed.cause}` : '-')
  );
}
