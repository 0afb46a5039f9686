import type { GetRecordsInput, ListShardsInput } from '@aws-sdk/client-kinesis';
import type { AccessCheck, Call } from '../../operation.ts';
import { parseIterator } from './iterator.ts';
import { readShardPage } from './page-token.ts';
import type { KinesisState } from './state.ts';
import { type StreamReference, streamArnOf } from './streams.ts';

type Check<Input> = (input: Input, call: Call<KinesisState>) => AccessCheck;

/** Operations on one stream, by StreamName or StreamARN. */
const ON_STREAM = [
  'AddTagsToStream',
  'CreateStream',
  'DecreaseStreamRetentionPeriod',
  'DeleteStream',
  'DescribeStream',
  'DescribeStreamSummary',
  'GetShardIterator',
  'IncreaseStreamRetentionPeriod',
  'ListStreamConsumers',
  'ListTagsForStream',
  'MergeShards',
  'PutRecord',
  'PutRecords',
  'RegisterStreamConsumer',
  'RemoveTagsFromStream',
  'SplitShard',
  'StartStreamEncryption',
  'StopStreamEncryption',
  'UpdateMaxRecordSize',
  'UpdateShardCount',
  'UpdateStreamMode',
] as const;

/** Operations on a stream or consumer, by ResourceARN. */
const ON_RESOURCE = [
  'DeleteResourcePolicy',
  'GetResourcePolicy',
  'ListTagsForResource',
  'PutResourcePolicy',
  'TagResource',
  'UntagResource',
] as const;

const onStream =
  (operation: string): Check<StreamReference> =>
  (input, call) => ({
    action: `kinesis:${operation}`,
    resource: streamArnOf(call, input),
  });

const onResource =
  (operation: string): Check<{ ResourceARN: string }> =>
  ({ ResourceARN }) => ({
    action: `kinesis:${operation}`,
    resource: ResourceARN,
  });

interface ConsumerReference extends StreamReference {
  ConsumerName?: string | undefined;
  ConsumerARN?: string | undefined;
}

const onConsumer =
  (operation: string): Check<ConsumerReference> =>
  (input, call) => {
    const known = call.state.streams.get(input.StreamARN?.split(':stream/')[1] ?? '')?.consumers.get(input.ConsumerName ?? '');
    return {
      action: `kinesis:${operation}`,
      resource: input.ConsumerARN ?? known?.arn ?? `${streamArnOf(call, input)}/consumer/${input.ConsumerName}:*`,
    };
  };

const getRecords: Check<GetRecordsInput> = ({ ShardIterator }) => ({
  action: 'kinesis:GetRecords',
  resource: parseIterator(ShardIterator!).streamArn,
});

const listShards: Check<ListShardsInput> = (input, call) => ({
  action: 'kinesis:ListShards',
  resource: input.NextToken === undefined ? streamArnOf(call, input) : readShardPage(input.NextToken).streamArn,
});

/** Service Authorization Reference, "Actions, resources, and condition keys for Amazon Kinesis Data Streams". */
export const access = {
  ...Object.fromEntries(ON_STREAM.map((operation) => [operation, onStream(operation)])),
  ...Object.fromEntries(ON_RESOURCE.map((operation) => [operation, onResource(operation)])),
  DescribeStreamConsumer: onConsumer('DescribeStreamConsumer'),
  DeregisterStreamConsumer: onConsumer('DeregisterStreamConsumer'),
  GetRecords: getRecords,
  ListShards: listShards,
};
