import { NONE } from '../../cdk/workshop-tags.ts';
import { nearest } from '../nearest.ts';
import type { Meaning } from './yaml-reader.ts';

/** Texts that a pattern describes. */
const matching =
  (pattern: RegExp, example: string): Meaning<string> =>
  (text) =>
    pattern.test(text) ? { value: text } : { key: 'event.bad-value', parameters: { value: text, example } };

export const eventId: Meaning<string> = (text) =>
  text === NONE ? { key: 'event.reserved-id', parameters: { value: text } } : matching(/^[a-z][a-z0-9-]{2,31}$/, 'cloud-day-2027')(text);
export const account = matching(/^\d{12}$/, "'111122223333'");
export const region = matching(/^[a-z]{2}(-[a-z]+)+-\d$/, 'ap-southeast-1');
export const role = matching(/^[\w+=,.@-]{1,64}$/, 'OrganizationAccountAccessRole');
export const principal = matching(/^arn:aws:(iam|sts)::\d{12}:[\w+=,.@/-]+$/, 'arn:aws:iam::111122223333:role/Teachers');
export const participant = matching(/^[\p{L}\p{N}_.:=+@-][\p{L}\p{N} _.:=+@-]{0,63}$/u, 'mai.nguyen');
export const organizationalUnit = matching(/^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/, 'ou-ab12-11111111');
export const email = matching(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'teacher@example.com');
export const anyText: Meaning<string> = (text) =>
  text === '' ? { key: 'event.bad-value', parameters: { value: text, example: '…' } } : { value: text };
export const language: Meaning<'vi' | 'en'> = (text) =>
  text === 'vi' || text === 'en' ? { value: text } : { key: 'event.bad-value', parameters: { value: text, example: 'vi' } };

/** A number above zero. */
export const positive: Meaning<number> = (text) =>
  /^\d+(\.\d+)?$/.test(text) && Number(text) > 0
    ? { value: Number(text) }
    : { key: 'event.bad-value', parameters: { value: text, example: '5' } };

/** An integer from 1 to `most`. */
export const upTo =
  (most: number): Meaning<number> =>
  (text) =>
    /^\d{1,6}$/.test(text) && Number(text) >= 1 && Number(text) <= most
      ? { value: Number(text) }
      : { key: 'event.out-of-range', parameters: { value: text, most } };

export interface Moment {
  /** Milliseconds since the epoch. */
  at: number;
  /** Minutes east of UTC. */
  utcOffset: number;
}

/** A moment with its offset from UTC, so that nobody has to guess the time zone. */
export const moment: Meaning<Moment> = (text) => {
  const found = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(Z|([+-])(\d\d):(\d\d))$/.exec(text);
  const at = found ? Date.parse(text.replace(' ', 'T')) : Number.NaN;
  if (!found || Number.isNaN(at)) return { key: 'event.bad-value', parameters: { value: text, example: '2027-03-20T08:30+07:00' } };
  const [, zone, sign, hours, minutes] = found;
  return { value: { at, utcOffset: zone === 'Z' ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) } };
};

/** One of the workshop's labs. */
export const labOf =
  (ids: readonly string[]): Meaning<string> =>
  (text) =>
    ids.includes(text) ? { value: text } : { key: 'event.unknown-lab', parameters: { lab: text, nearest: nearest(text, ids) } };
