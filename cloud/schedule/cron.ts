import type { TimeZone } from './time-zone.ts';

/** The days, hours and minutes that a cron expression means. */
export interface Cron {
  minutes: readonly number[];
  hours: readonly number[];
  /** Whether it means a day; months count from 1. */
  day(year: number, month: number, day: number): boolean;
  /** The last year in which it may mean a day. */
  lastYear: number;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;

/**
 * Reads the six fields between the brackets of `cron(...)`; undefined where they mean nothing. EventBridge Scheduler User
 * Guide, "Cron-based schedules".
 */
export function parseCron(text: string): Cron | undefined {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 6) return undefined;
  const [minute, hour, dayOfMonth, month, dayOfWeek, year] = fields as [string, string, string, string, string, string];
  // Reason: one of the two says nothing, else they might contradict each other.
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) return undefined;
  const minutes = values(minute, 0, 59);
  const hours = values(hour, 0, 23);
  const months = values(named(month, MONTHS, 1), 1, 12);
  const years = values(year, FIRST_YEAR, LAST_YEAR);
  const inMonth = dayOfWeek === '?' ? dayOfMonthRule(dayOfMonth) : dayOfWeekRule(named(dayOfWeek, WEEKDAYS, 1));
  if (!minutes || !hours || !months || !years || !inMonth) return undefined;
  const isMonth = new Set(months);
  const isYear = new Set(years);
  return {
    minutes,
    hours,
    day: (y, m, d) => isYear.has(y) && isMonth.has(m) && inMonth(y, m, d),
    lastYear: years.at(-1)!,
  };
}

/** The first moment after `after` that a cron expression means on the clock of a zone. */
export function nextOfCron(cron: Cron, zone: TimeZone, after: number): number | undefined {
  const start = zone.wallTimeAt(after);
  for (let at = Date.UTC(start.year, start.month - 1, start.day); ; at += 86_400_000) {
    const date = new Date(at);
    const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
    if (year > cron.lastYear) return undefined;
    if (!cron.day(year, month, day)) continue;
    let first: number | undefined;
    for (const hour of cron.hours) {
      for (const minute of cron.minutes) {
        const moment = zone.momentOf({ year, month, day, hour, minute, second: 0 });
        if (moment === undefined || moment <= after) continue;
        if (first === undefined || moment < first) first = moment;
        break;
      }
      if (first !== undefined) break;
    }
    if (first !== undefined) return first;
  }
}

type DayRule = (year: number, month: number, day: number) => boolean;

const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();
/** 1 is Sunday. */
const weekdayOf = (year: number, month: number, day: number) => new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;

function dayOfMonthRule(field: string): DayRule | undefined {
  if (field === 'L') return (year, month, day) => day === daysIn(year, month);
  const nearest = /^(\d{1,2})W$/.exec(field);
  if (nearest) {
    const wanted = Number(nearest[1]);
    if (wanted < 1 || wanted > 31) return undefined;
    return (year, month, day) => wanted <= daysIn(year, month) && day === nearestWeekday(year, month, wanted);
  }
  const days = values(field, 1, 31);
  return days && ((_year, _month, day) => days.includes(day));
}

/** The working day closest to a date, within its month. */
function nearestWeekday(year: number, month: number, day: number): number {
  const weekday = weekdayOf(year, month, day);
  if (weekday === 7) return day > 1 ? day - 1 : day + 2;
  if (weekday === 1) return day < daysIn(year, month) ? day + 1 : day - 2;
  return day;
}

function dayOfWeekRule(field: string): DayRule | undefined {
  const last = /^([1-7])?L$/.exec(field);
  if (last) {
    if (last[1] === undefined) return (year, month, day) => weekdayOf(year, month, day) === 7;
    return (year, month, day) => weekdayOf(year, month, day) === Number(last[1]) && day + 7 > daysIn(year, month);
  }
  const nth = /^([1-7])#([1-5])$/.exec(field);
  if (nth) return (year, month, day) => weekdayOf(year, month, day) === Number(nth[1]) && Math.ceil(day / 7) === Number(nth[2]);
  const days = values(field, 1, 7);
  return days && ((year, month, day) => days.includes(weekdayOf(year, month, day)));
}

function named(field: string, names: readonly string[], first: number): string {
  return field.toUpperCase().replace(/[A-Z]{3}/g, (name) => (names.includes(name) ? String(names.indexOf(name) + first) : name));
}

/** `*`, `5`, `1-5`, `0/15`, `1-9/2` and lists of those, in ascending order. */
function values(field: string, least: number, most: number): number[] | undefined {
  const all = new Set<number>();
  for (const part of field.split(',')) {
    const match = /^(\*|\d+)(?:-(\d+))?(?:\/(\d+))?$/.exec(part);
    if (!match) return undefined;
    const [, from, to, step] = match;
    if (from === '*' && to !== undefined) return undefined;
    const start = from === '*' ? least : Number(from);
    const end = to !== undefined ? Number(to) : from === '*' || step !== undefined ? most : start;
    const by = step === undefined ? 1 : Number(step);
    if (start < least || end > most || start > end || by < 1) return undefined;
    for (let value = start; value <= end; value += by) all.add(value);
  }
  return [...all].sort((a, b) => a - b);
}
