import type { LogEvent, LogGroup } from './state.ts';

const DAY_MS = 86_400_000;

/** Where an event stands among a group's events: by time, then by order of arrival. */
export interface EventPosition {
  timestamp: number;
  ordinal: number;
}

export function comparePositions(a: EventPosition, b: EventPosition): number {
  return a.timestamp - b.timestamp || a.ordinal - b.ordinal;
}

/** Index of the first event at or behind a position, in events that are in order. */
export function indexAt(events: readonly LogEvent[], position: EventPosition): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (comparePositions(events[middle]!, position) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Adds events, in order among themselves, to events in order. Appending is the rule. */
export function insertEvents(events: LogEvent[], added: readonly LogEvent[]): void {
  if (added.length === 0) return;
  const last = events.at(-1);
  if (!last || comparePositions(last, added[0]!) < 0) {
    for (const event of added) events.push(event);
    return;
  }
  for (const event of added) events.splice(indexAt(events, event), 0, event);
}

/** Forgets events that are older than the group's retention. */
export function expire(group: LogGroup, now: number): void {
  if (group.retentionDays === undefined) return;
  const oldest = { timestamp: now - group.retentionDays * DAY_MS, ordinal: 0 };
  for (const { events } of group.streams.values()) {
    if (events.length > 0 && events[0]!.timestamp < oldest.timestamp) events.splice(0, indexAt(events, oldest));
  }
}

/** An event's id: 56 digits that grow with time. */
export function eventId({ timestamp, ordinal }: EventPosition): string {
  return String((BigInt(timestamp) << 100n) | BigInt(ordinal)).padStart(56, '0');
}

/** The position an id stands for; undefined when it is none. */
export function positionOf(id: string): EventPosition | undefined {
  if (!/^\d{56}$/.test(id)) return undefined;
  const number = BigInt(id);
  return { timestamp: Number(number >> 100n), ordinal: Number(number & ((1n << 100n) - 1n)) };
}

/** What an event counts in a response: its message and 26 bytes. */
export function eventBytes(message: string): number {
  return utf8Length(message) + 26;
}

function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}
