import type * as sdk from '@aws-sdk/client-sfn';
import { AwsError, notImplemented } from '../../aws-error.ts';
import { oneOf, refuseViolations } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { pageAfter } from '../../page.ts';
import { checkName, executionArn, executionAt, machineAt } from './arns.ts';
import { invalidPage } from './errors.ts';
import { checkedInput } from './execution-input.ts';
import { backgroundCall, type Local, type StatesCall } from './local.ts';
import { pageSize } from './machines.ts';
import { beginExecution, redriveExecution } from './run/begin.ts';
import { endExecution } from './run/end.ts';
import type { Execution, Machine, StatesState } from './state.ts';

type Op<Input, Output> = Operation<StatesState, Input, Output, Local>;

const REDRIVABLE_MS = 14 * 86_400_000;
const EXPRESS_MEMORY = 64; // MB
const BILLED_MS = 100;

/** Starts an execution. Names are used once, but a start that is repeated while it runs is the same start. API Reference, StartExecution. */
export const StartExecution: Op<sdk.StartExecutionInput, sdk.StartExecutionOutput> = (input, call) => {
  const machine = machineAt(call, input.stateMachineArn!);
  const text = checkedInput(input.input);
  const name = input.name ?? call.random.uuid();
  checkName(name);
  if (machine.type === 'EXPRESS') {
    const { arn, startedAt } = start(call, machine, name, text);
    return { executionArn: arn, startDate: new Date(startedAt) };
  }
  const arn = executionArn(call, machine.name, name);
  const present = call.state.executions.get(arn);
  if (present && (present.status !== 'RUNNING' || present.input !== text))
    throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
  const { startedAt } = present ?? start(call, machine, name, text);
  return { executionArn: arn, startDate: new Date(startedAt) };
};

function start(call: StatesCall, machine: Machine, name: string, input: string): Execution {
  const { type, definition, roleArn, logging, revisionId, updatedAt } = machine;
  const execution: Execution = {
    arn: executionArn(call, machine.name, name, type === 'EXPRESS' ? call.random.uuid() : undefined),
    name,
    machineArn: machine.arn,
    machineName: machine.name,
    type,
    definition,
    roleArn,
    logging,
    machineUpdatedAt: updatedAt,
    ...(revisionId !== undefined && { revisionId }),
    input,
    status: 'RUNNING',
    startedAt: call.clock.now(),
    redrives: 0,
    lastEvent: 0,
    events: [],
    threads: new Map(),
    nextThread: 1,
  };
  call.state.executions.set(execution.arn, execution);
  beginExecution(backgroundCall(call), execution);
  return execution;
}

/** Runs an Express machine and waits for its end. Step Functions API Reference, StartSyncExecution. */
export const StartSyncExecution: Op<sdk.StartSyncExecutionInput, sdk.StartSyncExecutionOutput> = async (input, call) => {
  const machine = machineAt(call, input.stateMachineArn!);
  if (machine.type !== 'EXPRESS')
    throw new AwsError('StateMachineTypeNotSupported', 'This operation is not supported by this type of state machine');
  const text = checkedInput(input.input);
  const name = input.name ?? call.random.uuid();
  checkName(name);
  const execution = start(call, machine, name, text);
  const { arn, startedAt } = execution;
  if (execution.status === 'RUNNING') await new Promise<Execution>((resolve) => void call.local.enders.set(arn, resolve));
  const { status, output, error, cause, stoppedAt } = execution;
  const withData = input.includedData !== 'METADATA_ONLY';
  return {
    executionArn: arn,
    stateMachineArn: machine.arn,
    name,
    startDate: new Date(startedAt),
    stopDate: new Date(stoppedAt!),
    status: status as sdk.SyncExecutionStatus,
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
    ...(withData && { input: text, inputDetails: { included: true } }),
    ...(withData && output !== undefined && { output, outputDetails: { included: true } }),
    billingDetails: {
      billedMemoryUsedInMB: EXPRESS_MEMORY,
      billedDurationInMilliseconds: Math.max(1, Math.ceil((stoppedAt! - startedAt) / BILLED_MS)) * BILLED_MS,
    },
  };
};

export const StopExecution: Op<sdk.StopExecutionInput, sdk.StopExecutionOutput> = (input, call) => {
  const execution = executionAt(call, input.executionArn!);
  const { error, cause } = input;
  if (execution.status === 'RUNNING') {
    endExecution(
      backgroundCall(call),
      execution,
      { status: 'ABORTED', ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) },
      0,
    );
  }
  return { stopDate: new Date(execution.stoppedAt!) };
};

export const DescribeExecution: Op<sdk.DescribeExecutionInput, sdk.DescribeExecutionOutput> = (input, call) => {
  const execution = executionAt(call, input.executionArn!);
  const { output, error, cause } = execution;
  const withData = input.includedData !== 'METADATA_ONLY';
  const reason = notRedrivable(call, execution);
  return {
    ...summary(execution),
    ...(withData && { input: execution.input, inputDetails: { included: true } }),
    ...(withData && output !== undefined && { output, outputDetails: { included: true } }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
    redriveCount: execution.redrives,
    redriveStatus: reason === undefined ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
    ...(reason !== undefined && { redriveStatusReason: reason }),
  };
};

function summary({ arn, machineArn, name, status, startedAt, stoppedAt, redrivenAt }: Execution) {
  return {
    executionArn: arn,
    stateMachineArn: machineArn,
    name,
    status,
    startDate: new Date(startedAt),
    ...(stoppedAt !== undefined && { stopDate: new Date(stoppedAt) }),
    ...(redrivenAt !== undefined && { redriveDate: new Date(redrivenAt) }),
  };
}

const STATUSES = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE'] as const;

/** Newest first. Step Functions API Reference, ListExecutions. */
export const ListExecutions: Op<sdk.ListExecutionsInput, sdk.ListExecutionsOutput> = (input, call) => {
  if (input.mapRunArn !== undefined) throw notImplemented('states ListExecutions with mapRunArn');
  refuseViolations('ValidationException', [
    oneOf('statusFilter', input.statusFilter, STATUSES),
    oneOf('redriveFilter', input.redriveFilter, ['REDRIVEN', 'NOT_REDRIVEN']),
  ]);
  if (input.stateMachineArn === undefined) throw new AwsError('ValidationException', 'Must specify a state machine ARN.');
  const machine = machineAt(call, input.stateMachineArn);
  if (machine.type === 'EXPRESS')
    throw new AwsError('StateMachineTypeNotSupported', 'This operation is not supported by this type of state machine');
  const found = [...call.state.executions.values()].filter(
    ({ machineArn, status, redrives }) =>
      machineArn === machine.arn &&
      (input.statusFilter ?? status) === status &&
      (input.redriveFilter === undefined || (input.redriveFilter === 'REDRIVEN') === redrives > 0),
  );
  const page = { token: input.nextToken, size: pageSize(input.maxResults) };
  const { items, next } = pageAfter(found, newestFirst, page, invalidPage);
  return {
    executions: items.map((execution) => ({ ...summary(execution), ...(execution.redrives > 0 && { redriveCount: execution.redrives }) })),
    ...(next !== undefined && { nextToken: next }),
  };
};

/** A key that puts what began last before all others. */
function newestFirst({ startedAt, arn }: Execution): string {
  return `${String(Number.MAX_SAFE_INTEGER - startedAt).padStart(16, '0')}${arn}`;
}

const DATA = ['input', 'output', 'parameters', 'assignedVariables'];

/** Step Functions API Reference, GetExecutionHistory. */
export const GetExecutionHistory: Op<sdk.GetExecutionHistoryInput, sdk.GetExecutionHistoryOutput> = (input, call) => {
  const { events } = executionAt(call, input.executionArn!);
  const page = { token: input.nextToken, size: pageSize(input.maxResults) };
  const order = ({ id }: sdk.HistoryEvent) => String(input.reverseOrder ? Number.MAX_SAFE_INTEGER - id! : id).padStart(16, '0');
  const { items, next } = pageAfter(events, order, page, invalidPage);
  const shown = input.includeExecutionData === false ? items.map(withoutData) : items;
  return { events: structuredClone(shown), ...(next !== undefined && { nextToken: next }) };
};

function withoutData(event: sdk.HistoryEvent): sdk.HistoryEvent {
  const entries = Object.entries(event).map(([name, value]: [string, unknown]) => [
    name,
    name.endsWith('Details') ? Object.fromEntries(Object.entries(value as object).filter(([member]) => !DATA.includes(member))) : value,
  ]);
  return Object.fromEntries(entries) as sdk.HistoryEvent;
}

/** Why an execution cannot go on where it stopped; undefined when it can. */
function notRedrivable(call: Pick<StatesCall, 'clock'>, { status, stoppedAt, lastEvent }: Execution): string | undefined {
  if (status === 'RUNNING' || status === 'SUCCEEDED') return `Execution is ${status} and cannot be redriven`;
  if (call.clock.now() - stoppedAt! > REDRIVABLE_MS) return 'Execution has exceeded the redrivable period and cannot be redriven';
  return lastEvent >= 24_999 ? 'Execution has exceeded the maximum number of history events and cannot be redriven' : undefined;
}

/** Goes on where an execution stopped that did not succeed. Step Functions API Reference, RedriveExecution. */
export const RedriveExecution: Op<sdk.RedriveExecutionInput, sdk.RedriveExecutionOutput> = (input, call) => {
  const execution = executionAt(call, input.executionArn!);
  const token = input.clientToken;
  if (token !== undefined && execution.redriveToken === token) return { redriveDate: new Date(execution.redrivenAt!) };
  const reason = notRedrivable(call, execution);
  if (reason !== undefined) throw new AwsError('ExecutionNotRedrivable', reason);
  if (token !== undefined) execution.redriveToken = token;
  redriveExecution(backgroundCall(call), execution);
  return { redriveDate: new Date(execution.redrivenAt!) };
};
