import type { Call } from '../../../operation.ts';
import type { FunctionError, InvocationResult } from '../../../runtime/execution-environment.ts';
import { newSegmentId } from '../../../tracing/trace-header.ts';
import { functionArn } from '../function-name.ts';
import type { Local } from '../local.ts';
import { announceConcurrency, announceInvocation } from '../metrics.ts';
import type { FunctionVersion, LambdaFunction, LambdaState } from '../state.ts';
import { endLine, type Report, reportLine, startLine } from './log-lines.ts';
import type { Held } from './pools.ts';
import { beginTrace, type InvocationTrace, traceVariable, writeTrace } from './tracing.ts';

/** The most an answer may hold, in bytes. */
const MAX_RESPONSE = 6_291_556;

/** One event for a function. */
export interface Invocation {
  requestId: string;
  qualifier: string | undefined;
  /** JSON text. */
  payload: string;
  clientContext?: string | undefined;
  /** The X-Ray header that it came with. */
  traceHeader?: string | undefined;
  /** Of an event whose trace has begun before. */
  trace?: InvocationTrace;
}

export interface Outcome {
  /** JSON text: what the function returned, or its error. */
  payload: string;
  failed: boolean;
  /** The function's log of this invocation. */
  log: string[];
}

/** Runs a version once. The caller holds one of the function's slots. Throws when no environment can be made. */
export async function run(
  call: Call<LambdaState, Local>,
  fn: LambdaFunction,
  version: FunctionVersion,
  invocation: Invocation,
): Promise<Outcome> {
  announceConcurrency(call, fn.name);
  const trace = invocation.trace ?? beginTrace(call, fn, version, invocation.traceHeader);
  const held = await call.local.pools.take(call, fn, version);
  try {
    return await invoke(call, fn, version, invocation, trace, held);
  } finally {
    call.local.pools.give(call, fn, version, held);
  }
}

async function invoke(
  call: Call<LambdaState, Local>,
  fn: LambdaFunction,
  version: FunctionVersion,
  invocation: Invocation,
  trace: InvocationTrace,
  held: Held,
): Promise<Outcome> {
  const { requestId, qualifier, payload, clientContext } = invocation;
  const { environment, log, initMs, initError, init } = held;
  const functionSegment = newSegmentId(call.random);
  const startedAt = call.clock.now();
  const start = startLine(requestId, version.version);
  log.append([start], startedAt);
  const result: InvocationResult = initError
    ? { kind: 'failed', error: initError, durationMs: 0 }
    : await environment.invoke(
        payload,
        {
          awsRequestId: requestId,
          invokedFunctionArn: functionArn(call, fn.name, qualifier),
          functionName: fn.name,
          functionVersion: version.version,
          memoryLimitInMB: String(version.memorySize),
          logGroupName: log.group,
          logStreamName: log.name,
          deadlineMs: startedAt + version.timeout * 1000,
          traceId: traceVariable(trace, functionSegment),
          ...(clientContext !== undefined && { clientContext }),
        },
        version.timeout * 1000,
      );
  const endedAt = call.clock.now();
  const { answer, failed, says, report } = judge(call, version, requestId, result, initError);
  const durationMs = result.kind === 'timeout' ? version.timeout * 1000 : result.durationMs;
  const memoryUsedMB = environment.memoryUsedMB === undefined ? undefined : Math.min(environment.memoryUsedMB, version.memorySize);
  const lines = [
    ...environment.takeLog(),
    ...says,
    endLine(requestId),
    reportLine(requestId, version, { durationMs, initMs: initError ? undefined : initMs, memoryUsedMB, ...report }),
  ];
  log.append(lines, call.clock.now());
  const error = failed ? answer : undefined;
  writeTrace(call, fn, version, trace, { requestId, functionSegment, qualifier, startedAt, endedAt, init, error }, held);
  announceInvocation(call, { name: fn.name, qualifier }, { at: startedAt, durationMs, failed });
  return { payload: answer, failed, log: [start, ...lines] };
}

interface Verdict {
  answer: string;
  failed: boolean;
  /** What Lambda itself writes about it. */
  says: string[];
  report: Pick<Report, 'status' | 'errorType'>;
}

/** What the invoker is told of a result, and the log. */
function judge(
  call: Call<LambdaState, Local>,
  version: FunctionVersion,
  requestId: string,
  result: InvocationResult,
  initError: FunctionError | undefined,
): Verdict {
  switch (result.kind) {
    case 'returned':
      if (result.payload.length > MAX_RESPONSE) {
        const errorMessage = `Response payload size exceeded maximum allowed payload size (${MAX_RESPONSE} bytes).`;
        return failure({ errorType: 'Function.ResponseSizeTooLarge', errorMessage }, [errorMessage], {});
      }
      return { answer: result.payload, failed: false, says: [], report: {} };
    case 'timeout': {
      const message = `Task timed out after ${version.timeout.toFixed(2)} seconds`;
      return failure(
        { errorType: 'Sandbox.Timedout', errorMessage: `RequestId: ${requestId} Error: ${message}` },
        [`${new Date(call.clock.now()).toISOString()} ${requestId} ${message}`],
        { status: 'timeout' },
      );
    }
    case 'exited':
      return exited(requestId, result.message);
    case 'failed':
      if (!initError) return failure(result.error, [], {});
      if (initError.errorType === 'Runtime.ExitError') return exited(requestId, initError.errorMessage);
      return failure(initError, [], { status: 'error', errorType: initError.errorType });
  }
}

function exited(requestId: string, reason: string): Verdict {
  const errorMessage = `RequestId: ${requestId} Error: ${reason}`;
  const errorType = 'Runtime.ExitError';
  return failure({ errorType, errorMessage }, [`${errorMessage}\n${errorType}`], { status: 'error', errorType });
}

function failure(error: FunctionError, says: string[], report: Verdict['report']): Verdict {
  return { answer: JSON.stringify(error), failed: true, says, report };
}
