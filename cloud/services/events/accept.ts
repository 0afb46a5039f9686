import { keep } from './archive-events.ts';
import { trigger } from './deliveries.ts';
import { fits } from './fits.ts';
import type { Accept } from './state.ts';

/** Brings an event to a bus: its archives keep it, and the rules it matches pass it on. `only` names rules by ARN. */
export const accept: Accept = (call, bus, event, journey, only = []) => {
  if (event['replay-name'] === undefined) keep(call, bus, event);
  for (const rule of bus.rules.values()) {
    if (rule.state !== 'ENABLED' || rule.pattern === undefined) continue;
    if (only.length > 0 && !only.includes(rule.arn)) continue;
    if (fits(call, rule.pattern, event)) trigger(call, rule, event, journey);
  }
  call.changed();
};
