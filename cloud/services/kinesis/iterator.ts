import { fromBase64, fromUtf8, toBase64, toUtf8 } from '@smithy/core/serde';
import { AwsError } from '../../aws-error.ts';

const LIFETIME_MS = 300_000;

/** What a shard iterator says: it carries all of its meaning, the cloud keeps none. */
export interface ShardPosition {
  streamArn: string;
  streamCreatedAt: number; // ms
  shardIndex: number;
  /** The first record to be read is the first at or behind this ordinal. */
  ordinal: number;
  /** Not before this time either: AT_TIMESTAMP, before a record of that time exists. */
  notBefore?: number;
  issuedAt: number; // ms
}

export function formatIterator(position: ShardPosition): string {
  const { streamArn, streamCreatedAt, shardIndex, ordinal, notBefore = 0, issuedAt } = position;
  return toBase64(fromUtf8(['1', issuedAt, streamArn, streamCreatedAt, shardIndex, ordinal, notBefore].join(' ')));
}

/** Reads a shard iterator of any age. Throws InvalidArgumentException. */
export function parseIterator(token: string): ShardPosition {
  const fields = decode(token)?.split(' ');
  const numbers = fields?.filter((_, field) => field !== 2).map(Number);
  if (fields?.length !== 7 || fields[0] !== '1' || !numbers!.every(Number.isSafeInteger)) {
    throw new AwsError('InvalidArgumentException', 'Invalid ShardIterator.');
  }
  const [, issuedAt, streamCreatedAt, shardIndex, ordinal, notBefore] = numbers! as [number, number, number, number, number, number];
  return { streamArn: fields[2]!, issuedAt, streamCreatedAt, shardIndex, ordinal, notBefore };
}

/** Throws ExpiredIteratorException five minutes after the iterator was given out. */
export function checkAge({ issuedAt }: ShardPosition, now: number): void {
  if (now - issuedAt <= LIFETIME_MS) return;
  throw new AwsError(
    'ExpiredIteratorException',
    `Iterator expired. The iterator was created at time ${utc(issuedAt)} while right now it is ${utc(now)} which is further in the future than the tolerated delay of ${LIFETIME_MS} milliseconds.`,
  );
}

function decode(token: string): string | undefined {
  try {
    return toUtf8(fromBase64(token));
  } catch {
    return undefined;
  }
}

/** `Thu Jan 22 01:22:02 UTC 2015` */
function utc(ms: number): string {
  const [weekday, day, month, year, time] = new Date(ms).toUTCString().replace(',', '').split(' ');
  return `${weekday} ${month} ${day} ${time} UTC ${year}`;
}
