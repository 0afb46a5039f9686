import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { AwsError } from '../../aws-error.ts';
import type { StatesCall } from './local.ts';
import type { Execution } from './state.ts';

const FATAL = /^Execution(Failed|Aborted|TimedOut)$/;
const ERROR = /(Failed|Aborted|TimedOut)$/;

/** Whether an event goes to the log. Step Functions Developer Guide, "Logging with CloudWatch Logs". */
function isLogged({ logging }: Execution, type: string): boolean {
  if (logging.destination === undefined || logging.level === 'OFF') return false;
  if (logging.level === 'FATAL') return FATAL.test(type);
  return logging.level === 'ALL' || ERROR.test(type);
}

/** Hands an event to the machine's log group, where it has one. */
export function log(call: StatesCall, execution: Execution, event: HistoryEvent): void {
  if (!isLogged(execution, event.type!)) return;
  const now = call.clock.now();
  execution.logStream ??= `states/${execution.machineName}/${new Date(now).toISOString().slice(0, 16).replace(/[T:]/g, '-')}/${call.random.text(8)}`;
  const message = JSON.stringify(entryOf(execution, event));
  const { logStream } = execution;
  const { local } = call;
  const before = local.logLines.get(logStream);
  const writing = (before ?? Promise.resolve()).then(() =>
    write(call, execution, logStream, { timestamp: now, message }, before === undefined),
  );
  local.logLines.set(
    logStream,
    writing.catch((error: unknown) => local.background!.fault(error)),
  );
}

async function write(
  call: StatesCall,
  { logging }: Execution,
  logStreamName: string,
  event: { timestamp: number; message: string },
  first: boolean,
): Promise<void> {
  const logGroupName = logging.destination!.split(':').slice(6, -1).join(':');
  // Reason: deliveries of AWS's own services are let in by the log group, not by the machine's role.
  const { logs } = call.as({ type: 'root', account: call.account });
  try {
    if (first) await logs.CreateLogStream({ logGroupName, logStreamName });
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ResourceAlreadyExistsException') return ignore(error);
  }
  try {
    await logs.PutLogEvents({ logGroupName, logStreamName, logEvents: [event] });
  } catch (error) {
    ignore(error);
  }
}

/** A log that is gone loses what would have been written to it: the execution goes on, as on AWS. */
function ignore(error: unknown): void {
  if (!(error instanceof AwsError)) throw error;
}

/** An event as it stands in the log. */
function entryOf({ arn, logging, redrives }: Execution, event: HistoryEvent): object {
  const { timestamp, type, id, previousEventId, ...rest } = event;
  const details: Record<string, unknown> = { ...(Object.values(rest)[0] as object | undefined) };
  if (!logging.includeExecutionData) for (const name of DATA) delete details[name];
  return {
    id: String(id),
    type,
    details,
    previous_event_id: String(previousEventId),
    event_timestamp: String(timestamp!.getTime()),
    execution_arn: arn,
    redrive_count: String(redrives),
  };
}

/** Members of events that are data of executions. */
const DATA = ['input', 'inputDetails', 'output', 'outputDetails', 'parameters', 'assignedVariables', 'assignedVariablesDetails'];
