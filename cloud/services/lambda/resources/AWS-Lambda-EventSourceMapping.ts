import type { EventSourcePosition, FunctionResponseType } from '@aws-sdk/client-lambda';
import type { ResourceType } from '../../../resource-type.ts';
import { booleanOf, changeTags, numberOf, type Tag, tagsOf } from './tags.ts';

interface MappingProperties {
  EventSourceArn: string;
  FunctionName: string;
  StartingPosition?: EventSourcePosition;
  /** Seconds since the epoch. */
  StartingPositionTimestamp?: number | string;
  Enabled?: boolean | string;
  BatchSize?: number | string;
  MaximumBatchingWindowInSeconds?: number | string;
  ParallelizationFactor?: number | string;
  MaximumRetryAttempts?: number | string;
  MaximumRecordAgeInSeconds?: number | string;
  BisectBatchOnFunctionError?: boolean | string;
  TumblingWindowInSeconds?: number | string;
  FunctionResponseTypes?: FunctionResponseType[];
  DestinationConfig?: { OnFailure?: { Destination: string } };
  FilterCriteria?: { Filters?: { Pattern: string }[] };
  ScalingConfig?: { MaximumConcurrency?: number | string };
  Tags?: Tag[];
}

/** CloudFormation Template Reference, AWS::Lambda::EventSourceMapping. Ref is the mapping's UUID. */
export const EventSourceMapping: ResourceType<MappingProperties> = {
  type: 'AWS::Lambda::EventSourceMapping',
  properties: {
    EventSourceArn: 'replace',
    StartingPosition: 'replace',
    StartingPositionTimestamp: 'replace',
    FunctionName: 'update',
    Enabled: 'update',
    BatchSize: 'update',
    MaximumBatchingWindowInSeconds: 'update',
    ParallelizationFactor: 'update',
    MaximumRetryAttempts: 'update',
    MaximumRecordAgeInSeconds: 'update',
    BisectBatchOnFunctionError: 'update',
    TumblingWindowInSeconds: 'update',
    FunctionResponseTypes: 'update',
    DestinationConfig: { OnFailure: { Destination: 'update' } },
    FilterCriteria: { Filters: { Pattern: 'update' } },
    ScalingConfig: { MaximumConcurrency: 'update' },
    Tags: { Key: 'update', Value: 'update' },
  },
  async create(context, properties) {
    const startsAt = numberOf(properties.StartingPositionTimestamp);
    const { UUID } = await context.aws.lambda.CreateEventSourceMapping({
      EventSourceArn: properties.EventSourceArn,
      ...(properties.StartingPosition && { StartingPosition: properties.StartingPosition }),
      ...(startsAt !== undefined && { StartingPositionTimestamp: new Date(startsAt * 1000) }),
      ...settingsOf(properties),
      Tags: tagsOf(context, properties.Tags),
    });
    return UUID!;
  },
  async update(context, UUID, properties, previous) {
    await context.aws.lambda.UpdateEventSourceMapping({ UUID, ...settingsOf(properties) });
    await changeTags(context, arnOf(context, UUID), properties.Tags, previous.Tags);
  },
  async delete({ aws }, UUID) {
    await aws.lambda.DeleteEventSourceMapping({ UUID });
  },
  async attributes(context, UUID) {
    return { Id: UUID, EventSourceMappingArn: arnOf(context, UUID) };
  },
};

/** What both the creation and an update take, with the defaults of what the template leaves out. */
function settingsOf(properties: MappingProperties) {
  const isQueue = properties.EventSourceArn.includes(':sqs:');
  const concurrency = numberOf(properties.ScalingConfig?.MaximumConcurrency);
  return {
    FunctionName: properties.FunctionName,
    Enabled: booleanOf(properties.Enabled) ?? true,
    BatchSize: numberOf(properties.BatchSize) ?? (isQueue ? 10 : 100),
    MaximumBatchingWindowInSeconds: numberOf(properties.MaximumBatchingWindowInSeconds) ?? 0,
    FunctionResponseTypes: properties.FunctionResponseTypes ?? [],
    FilterCriteria: { Filters: properties.FilterCriteria?.Filters ?? [] },
    ...(isQueue ? ofQueue(properties) : ofStream(properties)),
    ...((isQueue || concurrency !== undefined) && {
      ScalingConfig: concurrency === undefined ? {} : { MaximumConcurrency: concurrency },
    }),
  };
}

function ofStream(properties: MappingProperties) {
  return {
    ParallelizationFactor: numberOf(properties.ParallelizationFactor) ?? 1,
    MaximumRetryAttempts: numberOf(properties.MaximumRetryAttempts) ?? -1,
    MaximumRecordAgeInSeconds: numberOf(properties.MaximumRecordAgeInSeconds) ?? -1,
    BisectBatchOnFunctionError: booleanOf(properties.BisectBatchOnFunctionError) ?? false,
    TumblingWindowInSeconds: numberOf(properties.TumblingWindowInSeconds) ?? 0,
    DestinationConfig: properties.DestinationConfig ?? { OnFailure: {} },
  };
}

/** What a template asks of a queue that only streams have goes on, to be refused. */
function ofQueue(properties: MappingProperties) {
  const { ParallelizationFactor, MaximumRetryAttempts, MaximumRecordAgeInSeconds, BisectBatchOnFunctionError } = properties;
  const { TumblingWindowInSeconds, DestinationConfig } = properties;
  return {
    ...(ParallelizationFactor !== undefined && { ParallelizationFactor: numberOf(ParallelizationFactor) }),
    ...(MaximumRetryAttempts !== undefined && { MaximumRetryAttempts: numberOf(MaximumRetryAttempts) }),
    ...(MaximumRecordAgeInSeconds !== undefined && { MaximumRecordAgeInSeconds: numberOf(MaximumRecordAgeInSeconds) }),
    ...(BisectBatchOnFunctionError !== undefined && { BisectBatchOnFunctionError: booleanOf(BisectBatchOnFunctionError) }),
    ...(TumblingWindowInSeconds !== undefined && { TumblingWindowInSeconds: numberOf(TumblingWindowInSeconds) }),
    ...(DestinationConfig && { DestinationConfig }),
  };
}

function arnOf({ region, account }: { region: string; account: string }, uuid: string): string {
  return `arn:aws:lambda:${region}:${account}:event-source-mapping:${uuid}`;
}
