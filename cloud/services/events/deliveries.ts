import { tryParseArn } from '../../arn.ts';
import { AwsError } from '../../aws-error.ts';
import { type EventsCall, findBus } from './buses.ts';
import { sendDeadLetter } from './dead-letters.ts';
import { announce } from './metrics.ts';
import { assumeRole, rulePrincipal } from './principals.ts';
import type { BusEvent, Delivery, Journey, Rule } from './state.ts';
import { inputFor } from './target-input.ts';
import { kindOf } from './target-kinds.ts';

/** Buses that send events round in a circle would never end; here they do. */
const MOST_HOPS = 16;
const DEFAULT_ATTEMPTS = 185;
const DEFAULT_AGE_SECONDS = 86_400;
/** Attempts follow each other at twice the distance, up to eight minutes: a day then has about as many as the default allows. */
const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 480_000;

/** Sends an event to all targets of a rule that it fits. */
export function trigger(caller: EventsCall, rule: Rule, event: BusEvent, { hops, crossedFrom }: Journey): void {
  // Reason: deliveries outlive the request that brought the event.
  const call = caller.local.background!.open(caller.account, caller.region);
  announce(call, rule.busName, rule.name, rule.pattern === undefined ? ['TriggeredRules'] : ['MatchedEvents', 'TriggeredRules']);
  const now = call.clock.now();
  for (const target of rule.targets.values()) {
    const delivery: Delivery = {
      id: call.random.uuid(),
      busName: rule.busName,
      ruleName: rule.name,
      ruleArn: rule.arn,
      ...(rule.roleArn !== undefined && { ruleRoleArn: rule.roleArn }),
      target,
      event,
      ingestedAt: now,
      dueAt: now,
      failures: 0,
      hops,
      ...(crossedFrom !== undefined && { crossedFrom }),
    };
    call.state.deliveries.set(delivery.id, delivery);
    start(call, delivery);
  }
}

/** Tries a delivery when it is due. */
export function resume(call: EventsCall, delivery: Delivery): void {
  // Reason: what is left stays in the saved state, for the next start.
  if (call.local.stopped) return;
  const wait = Math.max(0, delivery.dueAt - call.clock.now());
  call.local.timers.set(
    delivery.id,
    call.clock.after(wait, () => start(call, delivery)),
  );
}

function start(call: EventsCall, delivery: Delivery): void {
  call.local.timers.delete(delivery.id);
  attempt(call, delivery).catch((error: unknown) => call.local.background!.fault(error));
}

async function attempt(call: EventsCall, delivery: Delivery): Promise<void> {
  const { busName, ruleName } = delivery;
  if (delivery.failures > 0) announce(call, busName, ruleName, ['RetryInvocationAttempts']);
  try {
    await send(call, delivery);
    announce(call, busName, ruleName, ['Invocations', 'SuccessfulInvocationAttempts']);
    end(call, delivery);
  } catch (error) {
    if (!(error instanceof AwsError)) {
      end(call, delivery);
      throw error;
    }
    await failed(call, delivery, error);
  }
}

function end(call: EventsCall, delivery: Delivery): void {
  call.state.deliveries.delete(delivery.id);
  call.changed();
}

async function failed(call: EventsCall, delivery: Delivery, error: AwsError): Promise<void> {
  const { busName, ruleName } = delivery;
  delivery.failures += 1;
  const again = call.clock.now() + Math.min(FIRST_RETRY_MS * 2 ** (delivery.failures - 1), LONGEST_RETRY_MS);
  const exhausted = mayPass(error) ? exhaustedBy(delivery, again) : 'NotRetriable';
  if (exhausted === undefined) {
    delivery.dueAt = again;
    call.changed();
    resume(call, delivery);
    return;
  }
  announce(call, busName, ruleName, ['Invocations', 'FailedInvocations']);
  end(call, delivery);
  const sent = await sendDeadLetter(call, delivery, error, exhausted === 'NotRetriable' ? undefined : exhausted);
  if (sent !== undefined) announce(call, busName, ruleName, [sent ? 'InvocationsSentToDlq' : 'InvocationsFailedToBeSentToDlq']);
}

/** Whether trying again may help: not where permission or the target is missing. EventBridge User Guide, "How EventBridge retries delivering events". */
function mayPass(error: AwsError): boolean {
  if (error.code === 'NotImplemented') return false;
  return (
    (error.status ?? 400) >= 500 ||
    /Throttl|TooManyRequests|SlowDown|RequestLimit|LimitExceeded|ThroughputExceeded|ServiceUnavailable|InternalFailure/.test(error.code)
  );
}

function exhaustedBy({ target, failures, ingestedAt }: Delivery, again: number): string | undefined {
  const { MaximumRetryAttempts: attempts = DEFAULT_ATTEMPTS, MaximumEventAgeInSeconds: age = DEFAULT_AGE_SECONDS } =
    target.RetryPolicy ?? {};
  if (failures > attempts) return 'MaximumRetryAttempts';
  return again - ingestedAt > age * 1000 ? 'MaximumEventAgeInSeconds' : undefined;
}

/** Calls the target: as its role where it has one, else as EventBridge for the rule. Throws what the target says. */
async function send(call: EventsCall, delivery: Delivery): Promise<void> {
  const { target } = delivery;
  const kind = kindOf(call, target.Arn!);
  const roleArn = target.RoleArn ?? (kind.needsRole ? delivery.ruleRoleArn : undefined);
  const principal = roleArn === undefined ? rulePrincipal(call, delivery.ruleArn) : await assumeRole(call, roleArn, delivery.ruleArn);
  const { account, region } = tryParseArn(target.Arn!)!;
  if (!kind.send) {
    const there = call.local.background!.open(account, region, principal);
    toBus(call, there, delivery);
    return;
  }
  const { event, id: deliveryId } = delivery;
  const sending = { target, text: inputFor(delivery), event, deliveryId, endpoint: call.endpoint, now: call.clock.now() };
  await kind.send(call.as(principal, { account, region }), sending);
}

/** Hands the event itself on, its id, source and account as they are. EventBridge User Guide, "Sending and receiving events between event buses". */
function toBus(call: EventsCall, there: EventsCall, { target, event, hops, crossedFrom }: Delivery): void {
  there.authorize({ action: 'events:PutEvents', resource: target.Arn! });
  if (hops >= MOST_HOPS) throw new AwsError('INTERNAL_ERROR', `The embedded cloud stops an event that ${MOST_HOPS} buses have passed on.`);
  const crosses = there.account !== call.account;
  if (crosses && crossedFrom !== undefined)
    throw new AwsError('THIRD_ACCOUNT_HOP_DETECTED', 'An event that came from another account is not sent on to a third.');
  const bus = findBus(there, target.Arn);
  if (!bus) throw new AwsError('NO_RESOURCE', `Event bus ${target.Arn} does not exist.`);
  const from = crosses ? call.account : crossedFrom;
  there.local.accept(there, bus, event, { hops: hops + 1, ...(from !== undefined && { crossedFrom: from }) });
}
