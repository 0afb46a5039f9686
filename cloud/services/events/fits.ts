import type { EventsCall } from './buses.ts';
import { matches } from './pattern/matching.ts';
import { type Pattern, parsePattern } from './pattern/pattern.ts';
import type { BusEvent } from './state.ts';

/** How many patterns stay read. */
const MOST_PATTERNS = 1000;

/** Whether an event fits a pattern (JSON text) that was accepted before. */
export function fits({ local }: Pick<EventsCall, 'local'>, text: string, event: BusEvent): boolean {
  let pattern: Pattern | undefined = local.patterns.get(text);
  if (!pattern) {
    pattern = parsePattern(text);
    if (local.patterns.size >= MOST_PATTERNS) local.patterns.clear();
    local.patterns.set(text, pattern);
  }
  return matches(pattern, event);
}
