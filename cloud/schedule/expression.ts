import { nextOfCron, parseCron } from './cron.ts';
import { type TimeZone, timeZone, type WallTime } from './time-zone.ts';

/** When a schedule is due. */
export interface Expression {
  /** `at(...)`: it is due once. */
  once: boolean;
  /** The first moment after `after` at which it is due; `origin` is where rates count from, and their first moment. */
  next(after: number, origin: number): number | undefined;
}

const UNITS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Reads `at()`, `rate()` and `cron()`; undefined where it is none of them. EventBridge Scheduler User Guide, "Schedule types". */
export function parseExpression(text: string, zoneName: string): Expression | undefined {
  const zone = timeZone(zoneName);
  const [, kind, inner = ''] = /^(at|rate|cron)\((.*)\)$/.exec(text) ?? [];
  if (!zone) return undefined;
  if (kind === 'at') return atOf(inner, zone);
  if (kind === 'rate') return rateOf(inner);
  const cron = kind === 'cron' ? parseCron(inner) : undefined;
  return cron && { once: false, next: (after, origin) => nextOfCron(cron, zone, Math.max(after, origin - 1)) };
}

function atOf(text: string, zone: TimeZone): Expression | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)$/.exec(text)?.slice(1).map(Number);
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = parts as [number, number, number, number, number, number];
  const wall: WallTime = { year, month, day, hour, minute, second };
  const utc = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  if (utc.getUTCMonth() + 1 !== month || utc.getUTCDate() !== day || utc.getUTCHours() !== hour || minute > 59 || second > 59)
    return undefined;
  const moment = zone.momentOf(wall);
  return { once: true, next: (after) => (moment !== undefined && moment > after ? moment : undefined) };
}

function rateOf(text: string): Expression | undefined {
  const [, count, unit] = /^([1-9]\d*) (minute|hour|day)s?$/.exec(text) ?? [];
  if (count === undefined) return undefined;
  const every = Number(count) * UNITS[unit!]!;
  return { once: false, next: (after, origin) => origin + every * Math.max(0, Math.floor((after - origin) / every) + 1) };
}
