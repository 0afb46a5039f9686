import type { Call } from '../../operation.ts';
import type { Background } from '../../service.ts';
import { routed } from './aliases.ts';
import { sendDeadLetter, sendToDestination } from './destinations.ts';
import { type Outcome, run } from './execution/run.ts';
import { slotsOf } from './execution/slots.ts';
import { beginTrace } from './execution/tracing.ts';
import { versionOf } from './function-name.ts';
import { backgroundCall, backgroundOf, type Local } from './local.ts';
import type { AsyncEvent, EventInvokeConfig, LambdaFunction, LambdaState } from './state.ts';

/** How long Lambda waits before the second and third attempt. Lambda Developer Guide, "Asynchronous invocation". */
const RETRY_AFTER_MS = [60_000, 120_000];
const DEFAULT_ATTEMPTS = 2;
const DEFAULT_AGE = 6 * 3600; // seconds

type LambdaCall = Call<LambdaState, Local>;

/** Puts an event into the function's queue. */
export function accept(
  call: LambdaCall,
  event: Pick<AsyncEvent, 'requestId' | 'functionName' | 'qualifier' | 'payload' | 'clientContext' | 'traceHeader'>,
): void {
  const now = call.clock.now();
  const queued: AsyncEvent = { ...event, receivedAt: now, attempts: 0, dueAt: now };
  call.state.events.set(queued.requestId, queued);
  call.changed();
  arm(call, queued);
}

/** Goes on with what was queued when the cloud was stopped. */
export function resumeEvents(background: Background<LambdaState, Local>): void {
  for (const { account, region } of background.places()) {
    const call = background.open(account, region);
    for (const event of call.state.events.values()) arm(call, event);
  }
}

function arm(caller: LambdaCall, event: AsyncEvent): void {
  // Reason: the event outlives the request that brought it.
  const call = backgroundCall(caller);
  const attempt = () => {
    attemptEvent(call, event).catch((error: unknown) => backgroundOf(call.local).fault(error));
  };
  const wait = event.dueAt - call.clock.now();
  if (wait <= 0) {
    call.local.events.set(event.requestId, () => {});
    attempt();
    return;
  }
  call.local.events.set(event.requestId, call.clock.after(wait, attempt));
}

async function attemptEvent(call: LambdaCall, event: AsyncEvent): Promise<void> {
  const slots = slotsOf(call);
  await slots.take(event.functionName);
  try {
    const fn = call.state.functions.get(event.functionName);
    if (call.local.stopped || !fn || !call.state.events.has(event.requestId)) return;
    const config = configOf(fn, event.qualifier);
    if (isTooOld(call, event, config)) {
      await giveUp(call, fn, event, config, 'EventAgeExceeded', undefined);
      return;
    }
    const version = versionOf(fn, routed(call, fn, event.qualifier));
    const { requestId, qualifier, payload, clientContext } = event;
    event.trace ??= { ...beginTrace(call, fn, version, event.traceHeader, event.receivedAt), attempts: [] };
    const outcome = await run(call, fn, version, { requestId, qualifier, payload, clientContext, trace: event.trace });
    if (call.local.stopped) return;
    event.attempts++;
    await settle(call, fn, event, config, outcome);
  } finally {
    slots.give(event.functionName);
    call.changed();
  }
}

async function settle(
  call: LambdaCall,
  fn: LambdaFunction,
  event: AsyncEvent,
  config: EventInvokeConfig | undefined,
  outcome: Outcome,
): Promise<void> {
  if (!outcome.failed) {
    done(call, event);
    await tell(call, fn, event, config?.destinations?.OnSuccess?.Destination, 'Success', outcome);
    return;
  }
  if (event.attempts > (config?.maximumRetryAttempts ?? DEFAULT_ATTEMPTS)) {
    await giveUp(call, fn, event, config, 'RetriesExhausted', outcome);
    return;
  }
  event.dueAt = call.clock.now() + (RETRY_AFTER_MS[event.attempts - 1] ?? RETRY_AFTER_MS.at(-1)!);
  if (isTooOld(call, event, config, event.dueAt)) await giveUp(call, fn, event, config, 'EventAgeExceeded', outcome);
  else arm(call, event);
}

async function giveUp(
  call: LambdaCall,
  fn: LambdaFunction,
  event: AsyncEvent,
  config: EventInvokeConfig | undefined,
  condition: string,
  outcome: Outcome | undefined,
): Promise<void> {
  done(call, event);
  const { deadLetterArn } = versionOf(fn, routed(call, fn, event.qualifier));
  if (deadLetterArn !== undefined) await sendDeadLetter(call, fn, deadLetterArn, { ...event, errorMessage: errorOf(outcome) });
  await tell(call, fn, event, config?.destinations?.OnFailure?.Destination, condition, outcome);
}

/** What the function said, when it was run at all. */
function errorOf(outcome: Outcome | undefined): string {
  const answer: unknown = outcome && JSON.parse(outcome.payload);
  const said = typeof answer === 'object' && answer !== null && 'errorMessage' in answer ? answer.errorMessage : undefined;
  return typeof said === 'string' ? said : 'The event was too old.';
}

function done(call: LambdaCall, event: AsyncEvent): void {
  call.state.events.delete(event.requestId);
  call.local.events.delete(event.requestId);
}

/** Sends the record of an invocation to its destination. Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations". */
async function tell(
  call: LambdaCall,
  fn: LambdaFunction,
  event: AsyncEvent,
  destination: string | undefined,
  condition: string,
  outcome: Outcome | undefined,
): Promise<void> {
  if (destination === undefined) return;
  const record = {
    version: '1.0',
    timestamp: new Date(call.clock.now()).toISOString(),
    requestContext: {
      requestId: event.requestId,
      functionArn: `${fn.arn}:${event.qualifier ?? '$LATEST'}`,
      condition,
      approximateInvokeCount: event.attempts,
    },
    requestPayload: JSON.parse(event.payload),
    ...(outcome && {
      responseContext: {
        statusCode: 200,
        executedVersion: event.qualifier ?? '$LATEST',
        ...(outcome.failed && { functionError: 'Unhandled' }),
      },
      responsePayload: JSON.parse(outcome.payload),
    }),
  };
  await sendToDestination(call, fn, destination, record, `async/${fn.name}`);
}

function configOf(fn: LambdaFunction, qualifier: string | undefined): EventInvokeConfig | undefined {
  return fn.eventInvokeConfigs.get(qualifier ?? '$LATEST') ?? fn.eventInvokeConfigs.get('$LATEST');
}

function isTooOld(call: LambdaCall, event: AsyncEvent, config: EventInvokeConfig | undefined, at = call.clock.now()): boolean {
  return at - event.receivedAt > 1000 * (config?.maximumEventAge ?? DEFAULT_AGE);
}
