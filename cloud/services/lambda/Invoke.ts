import type { InvocationRequest, InvocationResponse } from '@aws-sdk/client-lambda';
import { fromBase64, toBase64 } from '@smithy/core/serde';
import { AwsError, refuseMembers } from '../../aws-error.ts';
import { oneOf, refuseViolations } from '../../constraints.ts';
import type { Call, Operation } from '../../operation.ts';
import { routed } from './aliases.ts';
import { accept } from './events.ts';
import { type Invocation, type Outcome, run } from './execution/run.ts';
import { slotsOf } from './execution/slots.ts';
import { versionAt, versionOf } from './function-name.ts';
import type { Local } from './local.ts';
import { announceThrottle } from './metrics.ts';
import type { FunctionVersion, LambdaFunction, LambdaState } from './state.ts';

const MAX_REQUEST = 6_291_456; // bytes
const MAX_EVENT = 1_048_576; // bytes
const TAIL = 4096; // bytes

/** Runs a function: now (RequestResponse), later (Event), or only asks whether it could (DryRun). Lambda API Reference, Invoke. */
export const Invoke: Operation<LambdaState, InvocationRequest, InvocationResponse, Local> = async (input, call) => {
  refuseMembers('lambda Invoke', input, ['DurableExecutionName', 'TenantId']);
  refuseViolations('ValidationException', [
    oneOf('invocationType', input.InvocationType, ['Event', 'RequestResponse', 'DryRun']),
    oneOf('logType', input.LogType, ['None', 'Tail']),
  ]);
  const { fn, qualifier } = versionAt(call, input.FunctionName!, input.Qualifier);
  const payload = payloadOf(input);
  const clientContext = input.ClientContext === undefined ? undefined : clientContextOf(input.ClientContext);
  if (input.InvocationType === 'DryRun') return { StatusCode: 204 };
  if (input.InvocationType === 'Event') {
    accept(call, { ...traced(call), requestId: call.requestId, functionName: fn.name, qualifier, payload, clientContext });
    return { StatusCode: 202 };
  }
  const { version, outcome } = await invokeNow(call, fn, qualifier, { ...traced(call), requestId: call.requestId, payload, clientContext });
  return {
    StatusCode: 200,
    ...(outcome.failed && { FunctionError: 'Unhandled' }),
    ...(input.LogType === 'Tail' && { LogResult: tailOf(outcome.log) }),
    Payload: new TextEncoder().encode(outcome.payload),
    ExecutedVersion: version.version,
  };
};

/** Runs a function, or what its alias points to, and waits for it. Throws TooManyRequestsException. */
export async function invokeNow(
  call: Call<LambdaState, Local>,
  fn: LambdaFunction,
  qualifier: string | undefined,
  invocation: Omit<Invocation, 'qualifier'>,
): Promise<{ version: FunctionVersion; outcome: Outcome }> {
  const version = versionOf(fn, routed(call, fn, qualifier));
  const outcome = await withSlot(call, fn, () => run(call, fn, version, { ...invocation, qualifier }));
  return { version, outcome };
}

function traced({ traceHeader }: Call<LambdaState, Local>): { traceHeader?: string } {
  return traceHeader === undefined ? {} : { traceHeader };
}

/** Does something with one of the function's slots. Throws TooManyRequestsException when there is none. */
async function withSlot<T>(call: Call<LambdaState, Local>, fn: LambdaFunction, action: () => Promise<T>): Promise<T> {
  const slots = slotsOf(call);
  const Reason = slots.tryTake(fn.name);
  if (Reason !== undefined) {
    announceThrottle(call, fn.name);
    throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', { members: { Reason, Type: 'User' } });
  }
  try {
    return await action();
  } finally {
    slots.give(fn.name);
  }
}

/** The event as JSON text: `{}` when none is given. Throws InvalidRequestContentException, RequestTooLargeException. */
function payloadOf({ Payload, InvocationType }: InvocationRequest): string {
  if (Payload === undefined || Payload.length === 0) return '{}';
  const limit = InvocationType === 'Event' ? MAX_EVENT : MAX_REQUEST;
  if (Payload.length > limit) {
    throw new AwsError('RequestTooLargeException', `Request must be smaller than ${limit} bytes for the InvokeFunction operation`);
  }
  const text = typeof Payload === 'string' ? Payload : new TextDecoder().decode(Payload);
  try {
    JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AwsError(
      'InvalidRequestContentException',
      `Could not parse request body into json: Could not parse payload into json: ${reason}`,
      {
        cause,
      },
    );
  }
  return text;
}

function clientContextOf(base64: string): string {
  try {
    const text = new TextDecoder().decode(fromBase64(base64));
    JSON.parse(text);
    return text;
  } catch (cause) {
    throw new AwsError('InvalidRequestContentException', 'Client context must be a valid Base64-encoded JSON object.', { cause });
  }
}

/** The last 4 KB of a log, Base64. */
function tailOf(log: readonly string[]): string {
  const bytes = new TextEncoder().encode(`${log.join('\n')}\n`);
  return toBase64(bytes.slice(Math.max(0, bytes.length - TAIL)));
}
