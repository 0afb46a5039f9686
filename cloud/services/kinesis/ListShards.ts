import type { ListShardsInput, ListShardsOutput, ShardFilter } from '@aws-sdk/client-kinesis';
import { AwsError } from '../../aws-error.ts';
import { refuseViolations, valueWithin } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { readShardPage, shardPageToken } from './page-token.ts';
import { describeShard, shardId, trim, trimHorizon } from './shards.ts';
import type { KinesisState, Shard, Stream } from './state.ts';
import { streamOf } from './streams.ts';

/** A page of a stream's shards. Throws ResourceNotFoundException, ExpiredNextTokenException. Kinesis API Reference, ListShards. */
export const ListShards: Operation<KinesisState, ListShardsInput, ListShardsOutput> = (input, call) => {
  const limit = input.MaxResults ?? 1000;
  refuseViolations('ValidationException', [valueWithin('maxResults', limit, 1, 10_000)]);
  const now = call.clock.now();
  if (input.NextToken !== undefined) {
    if (input.StreamName !== undefined || input.StreamCreationTimestamp !== undefined || input.ExclusiveStartShardId !== undefined) {
      throw new AwsError('InvalidArgumentException', 'NextToken and StreamName cannot be provided together.');
    }
    const page = readShardPage(input.NextToken, now);
    return list(streamOf(call, { StreamARN: page.streamArn }), { ...page, limit, now });
  }
  const stream = streamOf(call, input);
  const createdAt = input.StreamCreationTimestamp?.getTime();
  if (createdAt !== undefined && Math.floor(createdAt / 1000) !== Math.floor(stream.createdAt / 1000)) {
    throw new AwsError('ResourceNotFoundException', `Stream ${stream.name} under account ${call.account} not found.`);
  }
  const filter = input.ShardFilter;
  if (filter?.Type === 'AFTER_SHARD_ID' && filter.ShardId === undefined) {
    throw new AwsError('InvalidArgumentException', 'ShardId must be provided when ShardFilterType is AFTER_SHARD_ID.');
  }
  if (filter?.Type?.endsWith('_TIMESTAMP') && filter.Timestamp === undefined) {
    throw new AwsError('InvalidArgumentException', `Timestamp must be provided when ShardFilterType is ${filter.Type}.`);
  }
  return list(stream, { after: input.ExclusiveStartShardId ?? '', filter, limit, now });
};

function list(stream: Stream, page: { after: string; filter?: ShardFilter | undefined; limit: number; now: number }): ListShardsOutput {
  trim(stream, page.now);
  const passes = shardFilter(stream, page.filter, page.now);
  const shards = stream.shards.filter((shard) => shardId(shard.index) > page.after && passes(shard));
  const shown = shards.slice(0, page.limit).map((shard) => describeShard(stream, shard));
  if (shards.length <= page.limit) return { Shards: shown };
  return {
    Shards: shown,
    NextToken: shardPageToken({ streamArn: stream.arn, after: shown.at(-1)!.ShardId!, filter: page.filter }, page.now),
  };
}

function shardFilter(stream: Stream, filter: ShardFilter | undefined, now: number): (shard: Shard) => boolean {
  const openAt = (time: number) => (shard: Shard) => shard.createdAt <= time && (!shard.closed || shard.closed.at > time);
  const openFrom = (time: number) => (shard: Shard) => !shard.closed || shard.closed.at >= time;
  const oldest = Math.max(stream.createdAt, trimHorizon(stream, now));
  switch (filter?.Type) {
    case undefined:
    case 'FROM_TRIM_HORIZON':
      return () => true;
    case 'AFTER_SHARD_ID':
      return (shard) => shardId(shard.index) > filter!.ShardId!;
    case 'AT_LATEST':
      return (shard) => !shard.closed;
    case 'AT_TRIM_HORIZON':
      return openAt(oldest);
    case 'AT_TIMESTAMP':
      return openAt(Math.max(oldest, filter!.Timestamp!.getTime()));
    case 'FROM_TIMESTAMP':
      return openFrom(filter!.Timestamp!.getTime());
    default:
      throw new AwsError('InvalidArgumentException', `Unknown ShardFilterType ${String(filter?.Type)}.`);
  }
}
