import type { EventsCall } from './buses.ts';

/** What EventBridge counts of a rule. EventBridge User Guide, "Monitoring Amazon EventBridge". */
export type RuleMetric =
  | 'MatchedEvents'
  | 'TriggeredRules'
  | 'Invocations'
  | 'SuccessfulInvocationAttempts'
  | 'RetryInvocationAttempts'
  | 'FailedInvocations'
  | 'InvocationsSentToDlq'
  | 'InvocationsFailedToBeSentToDlq';

declare module '../../bus.ts' {
  interface BusEvents {
    /** A rule did something once that its metrics count. */
    'events.RuleCounted': {
      account: string;
      region: string;
      busName: string;
      ruleName: string;
      metric: RuleMetric;
      at: number; // ms
    };
  }
}

export function announce(call: EventsCall, busName: string, ruleName: string, metrics: readonly RuleMetric[]): void {
  const { account, region } = call;
  const at = call.clock.now();
  for (const metric of metrics) call.bus.publish({ type: 'events.RuleCounted', account, region, busName, ruleName, metric, at });
}
