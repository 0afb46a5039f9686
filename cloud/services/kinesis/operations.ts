import { DescribeAccountSettings, DescribeLimits } from './account.ts';
import { CreateStream } from './CreateStream.ts';
import { DeregisterStreamConsumer, DescribeStreamConsumer, ListStreamConsumers, RegisterStreamConsumer } from './consumers.ts';
import { DeleteStream } from './DeleteStream.ts';
import { DescribeStream, DescribeStreamSummary } from './DescribeStream.ts';
import { StartStreamEncryption, StopStreamEncryption } from './encryption.ts';
import { GetRecords } from './GetRecords.ts';
import { GetShardIterator } from './GetShardIterator.ts';
import { ListShards } from './ListShards.ts';
import { ListStreams } from './ListStreams.ts';
import { MergeShards } from './MergeShards.ts';
import { PutRecord } from './PutRecord.ts';
import { PutRecords } from './PutRecords.ts';
import { DeleteResourcePolicy, GetResourcePolicy, PutResourcePolicy } from './resource-policy.ts';
import { DecreaseStreamRetentionPeriod, IncreaseStreamRetentionPeriod } from './retention.ts';
import { SplitShard } from './SplitShard.ts';
import { AddTagsToStream, ListTagsForResource, ListTagsForStream, RemoveTagsFromStream, TagResource, UntagResource } from './tags.ts';
import { UpdateShardCount } from './UpdateShardCount.ts';
import { UpdateMaxRecordSize, UpdateStreamMode } from './UpdateStreamMode.ts';

export const operations = {
  AddTagsToStream,
  CreateStream,
  DecreaseStreamRetentionPeriod,
  DeleteResourcePolicy,
  DeleteStream,
  DeregisterStreamConsumer,
  DescribeAccountSettings,
  DescribeLimits,
  DescribeStream,
  DescribeStreamConsumer,
  DescribeStreamSummary,
  GetRecords,
  GetResourcePolicy,
  GetShardIterator,
  IncreaseStreamRetentionPeriod,
  ListShards,
  ListStreamConsumers,
  ListStreams,
  ListTagsForResource,
  ListTagsForStream,
  MergeShards,
  PutRecord,
  PutRecords,
  PutResourcePolicy,
  RegisterStreamConsumer,
  RemoveTagsFromStream,
  SplitShard,
  StartStreamEncryption,
  StopStreamEncryption,
  TagResource,
  UntagResource,
  UpdateMaxRecordSize,
  UpdateShardCount,
  UpdateStreamMode,
};
