import type { StreamMode } from '@aws-sdk/client-kinesis';
import type { ResourceContext, ResourceType } from '../../../resource-type.ts';

interface StreamProperties {
  Name?: string;
  ShardCount?: number | string;
  RetentionPeriodHours?: number | string;
  MaxRecordSizeInKiB?: number | string;
  StreamModeDetails?: { StreamMode: StreamMode };
  StreamEncryption?: { EncryptionType: 'KMS'; KeyId: string };
  Tags?: { Key: string; Value: string }[];
}

const DEFAULT_HOURS = 24;
const DEFAULT_RECORD_KIB = 1024;

/** CloudFormation Template Reference, AWS::Kinesis::Stream. Ref is the stream's name. */
export const Stream: ResourceType<StreamProperties> = {
  type: 'AWS::Kinesis::Stream',
  properties: {
    Name: 'replace',
    ShardCount: 'update',
    RetentionPeriodHours: 'update',
    MaxRecordSizeInKiB: 'update',
    StreamModeDetails: { StreamMode: 'update' },
    StreamEncryption: { EncryptionType: 'update', KeyId: 'update' },
    Tags: { Key: 'update', Value: 'update' },
  },
  async create(context, properties) {
    const { aws } = context;
    const StreamName = properties.Name ?? context.physicalName(128);
    const mode = modeOf(properties);
    await aws.kinesis.CreateStream({
      StreamName,
      StreamModeDetails: { StreamMode: mode },
      ...(mode === 'PROVISIONED' && { ShardCount: Number(properties.ShardCount ?? 1) }),
      ...(properties.MaxRecordSizeInKiB !== undefined && { MaxRecordSizeInKiB: Number(properties.MaxRecordSizeInKiB) }),
    });
    context.initiated?.(StreamName);
    await tag(context, StreamName, properties, undefined);
    const hours = Number(properties.RetentionPeriodHours ?? DEFAULT_HOURS);
    if (hours !== DEFAULT_HOURS) await aws.kinesis.IncreaseStreamRetentionPeriod({ StreamName, RetentionPeriodHours: hours });
    if (properties.StreamEncryption) await aws.kinesis.StartStreamEncryption({ StreamName, ...properties.StreamEncryption });
    return StreamName;
  },
  async update(context, StreamName, properties, previous) {
    const { aws } = context;
    const { StreamDescriptionSummary } = await aws.kinesis.DescribeStreamSummary({ StreamName });
    const { StreamARN, OpenShardCount, StreamModeDetails, RetentionPeriodHours, MaxRecordSizeInKiB } = StreamDescriptionSummary!;
    const mode = modeOf(properties);
    if (mode !== StreamModeDetails!.StreamMode) {
      await aws.kinesis.UpdateStreamMode({ StreamARN, StreamModeDetails: { StreamMode: mode } });
    }
    const shards = Number(properties.ShardCount ?? 1);
    if (mode === 'PROVISIONED' && shards !== OpenShardCount && shards !== Number(previous.ShardCount ?? Number.NaN)) {
      await aws.kinesis.UpdateShardCount({ StreamName, TargetShardCount: shards, ScalingType: 'UNIFORM_SCALING' });
    }
    const hours = Number(properties.RetentionPeriodHours ?? DEFAULT_HOURS);
    if (hours > RetentionPeriodHours!) await aws.kinesis.IncreaseStreamRetentionPeriod({ StreamName, RetentionPeriodHours: hours });
    if (hours < RetentionPeriodHours!) await aws.kinesis.DecreaseStreamRetentionPeriod({ StreamName, RetentionPeriodHours: hours });
    const recordKiB = Number(properties.MaxRecordSizeInKiB ?? DEFAULT_RECORD_KIB);
    if (recordKiB !== MaxRecordSizeInKiB) await aws.kinesis.UpdateMaxRecordSize({ StreamARN, MaxRecordSizeInKiB: recordKiB });
    if (properties.StreamEncryption) await aws.kinesis.StartStreamEncryption({ StreamName, ...properties.StreamEncryption });
    else if (previous.StreamEncryption) await aws.kinesis.StopStreamEncryption({ StreamName, ...previous.StreamEncryption });
    await tag(context, StreamName, properties, previous);
  },
  async delete({ aws }, StreamName) {
    await aws.kinesis.DeleteStream({ StreamName, EnforceConsumerDeletion: true });
  },
  async attributes({ aws }, StreamName) {
    const { StreamDescriptionSummary } = await aws.kinesis.DescribeStreamSummary({ StreamName });
    return { Arn: StreamDescriptionSummary!.StreamARN };
  },
};

function modeOf({ StreamModeDetails }: StreamProperties): StreamMode {
  return StreamModeDetails?.StreamMode ?? 'PROVISIONED';
}

async function tag(context: ResourceContext, StreamName: string, properties: StreamProperties, previous: StreamProperties | undefined) {
  const Tags = Object.fromEntries([...context.stackTags, ...(properties.Tags ?? [])].map(({ Key, Value }) => [Key, Value]));
  const TagKeys = (previous?.Tags ?? []).map(({ Key }) => Key).filter((key) => !Object.hasOwn(Tags, key));
  if (TagKeys.length > 0) await context.aws.kinesis.RemoveTagsFromStream({ StreamName, TagKeys });
  if (Object.keys(Tags).length > 0) await context.aws.kinesis.AddTagsToStream({ StreamName, Tags });
}
