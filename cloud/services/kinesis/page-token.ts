import type { ShardFilter, ShardFilterType } from '@aws-sdk/client-kinesis';
import { fromBase64, fromUtf8, toBase64, toUtf8 } from '@smithy/core/serde';
import { AwsError } from '../../aws-error.ts';

const LIFETIME_MS = 300_000;

/** Where the next page of ListShards begins, and what it lists. */
export interface ShardPage {
  streamArn: string;
  after: string;
  filter?: ShardFilter | undefined;
}

export function shardPageToken({ streamArn, after, filter }: ShardPage, now: number): string {
  const fields = ['1', now, streamArn, after, filter?.Type ?? '', filter?.ShardId ?? '', filter?.Timestamp?.getTime() ?? ''];
  return toBase64(fromUtf8(fields.join(' ')));
}

/** Reads a token of ListShards. Throws InvalidArgumentException and, with `now`, ExpiredNextTokenException. */
export function readShardPage(token: string, now?: number): ShardPage {
  const [version, issuedAt, streamArn, after, type, shardId, timestamp] = decode(token).split(' ');
  if (version !== '1' || timestamp === undefined) throw new AwsError('InvalidArgumentException', 'Invalid NextToken.');
  if (now !== undefined && now - Number(issuedAt) > LIFETIME_MS) {
    throw new AwsError('ExpiredNextTokenException', 'The NextToken has expired.');
  }
  const filter = type
    ? { Type: type as ShardFilterType, ...(shardId && { ShardId: shardId }), ...(timestamp && { Timestamp: new Date(Number(timestamp)) }) }
    : undefined;
  return { streamArn: streamArn!, after: after!, filter };
}

function decode(token: string): string {
  try {
    return toUtf8(fromBase64(token));
  } catch (cause) {
    throw new AwsError('InvalidArgumentException', 'Invalid NextToken.', { cause });
  }
}
