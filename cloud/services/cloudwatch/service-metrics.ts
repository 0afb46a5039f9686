import type { Measurement } from '../../measured.ts';
import type { Background, Service } from '../../service.ts';
import type { AlarmCall } from './alarms.ts';
import { addValue } from './buckets.ts';
import { dimensionsOf, record } from './metrics.ts';
import type { CloudWatchState, Local } from './state.ts';

type Place = { account: string; region: string };
type CloudWatchBackground = Background<CloudWatchState, Local>;

const ENDED = {
  SUCCEEDED: 'ExecutionsSucceeded',
  FAILED: 'ExecutionsFailed',
  TIMED_OUT: 'ExecutionsTimedOut',
  ABORTED: 'ExecutionsAborted',
};

/** What services announce, as the metrics that they publish on AWS. */
export const subscriptions: NonNullable<Service<CloudWatchState, Local>['subscriptions']> = {
  'metrics.Measured': ({ namespace, at, data, ...place }, background) => keep(background, place, namespace, at, data),
  'events.RuleCounted': ({ busName, ruleName, metric, at, ...place }, background) =>
    keep(background, place, 'AWS/Events', at, [
      count(metric, busName === 'default' ? { RuleName: ruleName } : { EventBusName: busName, RuleName: ruleName }),
    ]),
  'states.ExecutionStarted': ({ stateMachineArn, at, ...place }, background) =>
    keep(background, place, 'AWS/States', at, [count('ExecutionsStarted', { StateMachineArn: stateMachineArn })]),
  'states.ExecutionEnded': ({ stateMachineArn, status, durationMs, at, ...place }, background) => {
    const dimensions = { StateMachineArn: stateMachineArn };
    keep(background, place, 'AWS/States', at, [
      count(ENDED[status], dimensions),
      { name: 'ExecutionTime', dimensions, value: durationMs, unit: 'Milliseconds' },
    ]);
  },
};

function count(name: string, dimensions: Record<string, string>): Measurement {
  return { name, dimensions, value: 1, unit: 'Count' };
}

function keep(
  background: CloudWatchBackground,
  place: Place,
  namespace: string,
  at: number | undefined,
  data: readonly Measurement[],
): void {
  const call = callIn(background, place);
  const now = call.clock.now();
  for (const { name, dimensions, value, unit, times, fine = false } of data) {
    const of = { namespace, name, dimensions: dimensionsOf(Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }))) };
    record(call.state, now, of, { at: at ?? now, unit, fine }, (bucket) => addValue(bucket, value, times));
  }
  call.changed();
}

/** One call for all of a place's measurements: there are many. */
function callIn({ local, open }: CloudWatchBackground, { account, region }: Place): AlarmCall {
  const key = `${account}|${region}`;
  let call = local.calls.get(key);
  if (!call) {
    call = open(account, region);
    local.calls.set(key, call);
  }
  return call;
}
