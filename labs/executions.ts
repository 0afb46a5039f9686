import {
  DescribeExecutionCommand,
  type DescribeExecutionOutput,
  type HistoryEvent,
  paginateGetExecutionHistory,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { CheckContext, Table } from './contract.ts';

/** Starts the state machine of the output `Workflow`; gives the execution's ARN. */
export async function startExecution({ client, outputs }: CheckContext, input: object): Promise<string> {
  const { executionArn } = await client(SFNClient).send(
    new StartExecutionCommand({ stateMachineArn: outputs.Workflow, input: JSON.stringify(input) }),
  );
  return executionArn!;
}

/** Runs the workflow on an input until it has ended. */
export async function run(context: CheckContext, input: object): Promise<DescribeExecutionOutput> {
  const executionArn = await startExecution(context, input);
  return context.eventually(
    async () => {
      const execution = await context.client(SFNClient).send(new DescribeExecutionCommand({ executionArn }));
      if (execution.status === 'RUNNING') context.fail('SUCCEEDED | FAILED', 'RUNNING');
      return execution;
    },
    { within: 20_000 },
  );
}

/** How an execution ended, in a line: `FAILED InvalidOrder: …`. */
export function ending({ status, error, cause }: DescribeExecutionOutput): string {
  return [status, error && `${error}:`, cause].filter(Boolean).join(' ');
}

/** An execution's history, event by event. */
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
