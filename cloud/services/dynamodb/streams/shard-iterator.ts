import { AwsError } from '../../../aws-error.ts';
import { invalid } from '../attribute-value.ts';

/** Where a reader stands in a shard. */
export interface ShardPosition {
  streamArn: string;
  shardId: string;
  /** The next record to read. */
  position: number;
  /** When the iterator was given out (ms). */
  at: number;
}

const LIFE_MS = 15 * 60 * 1000;

/** A shard iterator: to its reader an opaque text. */
export function formatIterator({ streamArn, shardId, position, at }: ShardPosition): string {
  return `${streamArn}|1|${btoa(`${shardId} ${position} ${at}`)}`;
}

/** Reads a shard iterator. Throws ValidationException, ExpiredIteratorException. */
export function parseIterator(text: string, now: number): ShardPosition {
  const [streamArn, version, encoded] = text.split('|');
  let parts: string[] = [];
  try {
    parts = atob(encoded ?? '').split(' ');
  } catch {
    throw invalid('Invalid ShardIterator');
  }
  const [shardId, position, at] = [parts[0], Number(parts[1]), Number(parts[2])];
  if (!streamArn || version !== '1' || !shardId || !Number.isInteger(position) || !Number.isInteger(at))
    throw invalid('Invalid ShardIterator');
  if (now - at > LIFE_MS) {
    throw new AwsError('ExpiredIteratorException', 'The shard iterator has expired. Shard iterators are valid for 15 minutes');
  }
  return { streamArn, shardId, position, at };
}
