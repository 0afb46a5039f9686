import { AwsError, notImplemented } from '../../../aws-error.ts';
import type { Call } from '../../../operation.ts';
import { type Segment, seconds } from '../../../tracing/segment.ts';
import { formatTraceHeader, newSegmentId, newTraceId, parseTraceHeader } from '../../../tracing/trace-header.ts';
import { functionArn } from '../function-name.ts';
import { backgroundOf, type Local } from '../local.ts';
import { mayRole } from '../role.ts';
import type { FunctionVersion, LambdaFunction, LambdaState } from '../state.ts';
import type { Held } from './pools.ts';

type LambdaCall = Call<LambdaState, Local>;

/** What Lambda knows of an invocation's trace from the moment it has taken the event. Plain data: events that wait keep it. */
export interface InvocationTrace {
  root: string;
  /** The segment of whoever invoked. */
  parent?: string;
  sampled: boolean;
  /** Whether Lambda writes segments: the function's tracing is Active and the trace is sampled. */
  isWritten: boolean;
  /** Of the segment `AWS::Lambda`. */
  serviceSegment: string;
  acceptedAt: number; // ms
  /** Of an asynchronous event: each run of the function so far. */
  attempts?: Attempt[];
}

interface Attempt {
  id: string;
  startedAt: number;
  endedAt: number;
  failed: boolean;
}

/** How one run of a function went. Times are milliseconds. */
export interface Ran {
  requestId: string;
  /** Of the segment `AWS::Lambda::Function`. */
  functionSegment: string;
  qualifier: string | undefined;
  startedAt: number;
  endedAt: number;
  /** The init phase, where this run is the first of its environment. */
  init: { startedAt: number; endedAt: number } | undefined;
  /** The function's error as Lambda answers it (JSON text). */
  error: string | undefined;
}

/**
 * Refuses active tracing for a role that may not write traces, and by name in a cloud that was put together without X-Ray. Lambda
 * looks only now: permissions that a role loses later are missed by nobody. Throws InvalidParameterValueException.
 */
export async function checkTracing(call: LambdaCall, role: string, mode: string | undefined): Promise<void> {
  if (mode !== 'Active') return;
  if (!call.aws.xray) throw notImplemented('lambda TracingConfig Active without the service xray');
  if (await mayRole(call, role, ['xray:PutTraceSegments'], '*')) return;
  throw new AwsError(
    'InvalidParameterValueException',
    'The provided execution role does not have permissions to call PutTraceSegments on XRAY',
  );
}

/**
 * Decides whether an invocation is traced: as its header says; where it says nothing, an Active function samples by
 * X-Ray's default rule. PassThrough only hands the context on. Lambda Developer Guide, "Visualize Lambda function
 * invocations using AWS X-Ray".
 */
export function beginTrace(
  call: LambdaCall,
  fn: LambdaFunction,
  version: FunctionVersion,
  header: string | undefined,
  acceptedAt = call.clock.now(),
): InvocationTrace {
  const { root = newTraceId(acceptedAt, call.random), parent, sampled: decided } = parseTraceHeader(header);
  const isActive = version.tracing === 'Active';
  const sampled = decided ?? (isActive && call.local.sampler.decide(fn.arn, acceptedAt, call.random));
  return {
    root,
    ...(parent !== undefined && { parent }),
    sampled,
    isWritten: isActive && sampled,
    serviceSegment: newSegmentId(call.random),
    acceptedAt,
  };
}

/** What the function finds in `_X_AMZN_TRACE_ID`: its own segment is the parent of what it calls. */
export function traceVariable({ root, parent, sampled, isWritten, serviceSegment }: InvocationTrace, functionSegment: string): string {
  return formatTraceHeader({ root, parent: isWritten ? functionSegment : (parent ?? serviceSegment), sampled });
}

/** Sends Lambda's segments of a run to X-Ray, as the function's role. Nobody waits for it. */
export function writeTrace(
  call: LambdaCall,
  fn: LambdaFunction,
  version: FunctionVersion,
  trace: InvocationTrace,
  ran: Ran,
  held: Held,
): void {
  if (!trace.isWritten) return;
  const attempt = trace.attempts && nextAttempt(trace.attempts, call, ran);
  const segments = [serviceSegment(fn, trace, ran), functionSegment(call, fn, version, trace, ran, attempt?.id ?? trace.serviceSegment)];
  call
    .as(held.session.principal)
    .xray.PutTraceSegments({ TraceSegmentDocuments: segments.map((segment) => JSON.stringify(segment)) })
    .catch((error: unknown) => {
      // Reason: without permission to write there simply is no trace, as on Lambda.
      if (!(error instanceof AwsError)) backgroundOf(call.local).fault(error);
    });
}

function nextAttempt(attempts: Attempt[], call: LambdaCall, { startedAt, endedAt, init, error }: Ran): Attempt {
  const begun = init ? Math.min(init.startedAt, startedAt) : startedAt;
  const attempt = { id: newSegmentId(call.random), startedAt: begun, endedAt, failed: error !== undefined };
  attempts.push(attempt);
  return attempt;
}

/** `AWS::Lambda`: from the acceptance of the event to the end of the (last) run. */
function serviceSegment(fn: LambdaFunction, trace: InvocationTrace, { requestId, endedAt }: Ran): Segment {
  const { attempts, acceptedAt, serviceSegment: id } = trace;
  return {
    id,
    trace_id: trace.root,
    ...(trace.parent !== undefined && { parent_id: trace.parent }),
    name: fn.name,
    start_time: seconds(acceptedAt),
    end_time: seconds(endedAt),
    http: { response: { status: attempts ? 202 : 200 } },
    aws: { request_id: requestId },
    origin: 'AWS::Lambda',
    resource_arn: fn.arn,
    ...(attempts && { subsegments: queueTimes(id, acceptedAt, attempts) }),
  };
}

/** How long an event waited, and each attempt. */
function queueTimes(id: string, acceptedAt: number, attempts: readonly Attempt[]): Segment[] {
  const waited = Math.max(acceptedAt, attempts[0]!.startedAt);
  return [
    { id: partId(id, 0), name: 'Dwell Time', start_time: seconds(acceptedAt), end_time: seconds(waited) },
    ...attempts.map((attempt, index) => ({
      id: attempt.id,
      name: `Attempt #${index + 1}`,
      start_time: seconds(attempt.startedAt),
      end_time: seconds(attempt.endedAt),
      http: { response: { status: 200 } },
      ...(attempt.failed && { fault: true }),
    })),
  ];
}

/** `AWS::Lambda::Function`: what the execution environment did. */
function functionSegment(
  call: LambdaCall,
  fn: LambdaFunction,
  version: FunctionVersion,
  trace: InvocationTrace,
  ran: Ran,
  parent: string,
): Segment {
  const { functionSegment: id, startedAt, endedAt, init, error, qualifier, requestId } = ran;
  const begun = init ? Math.min(init.startedAt, startedAt) : startedAt;
  const now = Math.max(endedAt, call.clock.now());
  const failure = error === undefined ? {} : { fault: true, cause: causeOf(partId(id, 9), error) };
  const part = (index: number, name: string, from: number, to: number): Segment => ({
    id: partId(id, index),
    name,
    start_time: seconds(from),
    end_time: seconds(to),
    aws: { function_arn: functionArn(call, fn.name, qualifier) },
  });
  return {
    id,
    trace_id: trace.root,
    parent_id: parent,
    name: fn.name,
    start_time: seconds(begun),
    end_time: seconds(now),
    aws: {
      account_id: call.account,
      function_arn: functionArn(call, fn.name, qualifier),
      request_id: requestId,
      cloudwatch_logs: [{ log_group: version.logGroup }],
    },
    origin: 'AWS::Lambda::Function',
    resource_arn: fn.arn,
    ...failure,
    subsegments: [
      ...(init ? [part(1, 'Initialization', init.startedAt, init.endedAt)] : []),
      { ...part(2, 'Invocation', startedAt, endedAt), ...failure },
      part(3, 'Overhead', endedAt, now),
    ],
  };
}

/** The exception behind a function's error. X-Ray Developer Guide, "Errors and exceptions". */
function causeOf(id: string, error: string): object {
  const { errorMessage = '', errorType = 'Error' }: { errorMessage?: string; errorType?: string } = JSON.parse(error);
  return { exceptions: [{ id, message: errorMessage, type: errorType }] };
}

/** An id for a part of a segment: the segment's, with another last digit. */
function partId(id: string, index: number): string {
  const last = Number.parseInt(id.slice(-1), 16);
  return `${id.slice(0, -1)}${((last + index + 1) % 16).toString(16)}`;
}
