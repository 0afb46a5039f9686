/** A moment as a clock on the wall shows it. Months count from 1. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

/** Where a schedule's clock hangs. */
export interface TimeZone {
  wallTimeAt(ms: number): WallTime;
  /** The first moment at which the wall shows this; undefined where it never does (the hour that summer time skips). */
  momentOf(wall: WallTime): number | undefined;
}

/** A time zone by its IANA name (`Asia/Ho_Chi_Minh`); undefined where there is none of that name. */
export function timeZone(name: string): TimeZone | undefined {
  const format = formatOf(name);
  if (!format) return undefined;
  const wallTimeAt = (ms: number): WallTime => {
    const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    return {
      year: part('year'),
      month: part('month'),
      day: part('day'),
      hour: part('hour'),
      minute: part('minute'),
      second: part('second'),
    };
  };
  const offsetAt = (ms: number) => utcOf(wallTimeAt(ms)) - Math.floor(ms / 1000) * 1000;
  return {
    wallTimeAt,
    momentOf(wall) {
      const shown = utcOf(wall);
      const candidates = [offsetAt(shown - DAY_MS), offsetAt(shown + DAY_MS)].map((offset) => shown - offset).sort((a, b) => a - b);
      return candidates.find((moment) => utcOf(wallTimeAt(moment)) === shown);
    },
  };
}

const DAY_MS = 86_400_000;

function utcOf({ year, month, day, hour, minute, second }: WallTime): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  const numeric = 'numeric' as const;
  const parts = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric };
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', calendar: 'gregory', ...parts });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
