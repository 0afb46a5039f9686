import type { CreateEventSourceMappingRequest, EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import { formatArn, parseArn } from '../../../arn.ts';
import { AwsError, notImplemented } from '../../../aws-error.ts';
import { oneOf, refuseViolations } from '../../../constraints.ts';
import type { Call, Operation } from '../../../operation.ts';
import { assumeRole } from '../execution/session.ts';
import { functionArn, versionAt } from '../function-name.ts';
import type { Local } from '../local.ts';
import type { EventSourceMapping, LambdaFunction, LambdaState } from '../state.ts';
import { checkTags } from '../tags.ts';
import { beginPolling } from './polling.ts';
import { checkQueue, MAX_QUEUE_BATCH } from './queue-checks.ts';
import { isQueueArn } from './queue-event.ts';
import { checkSettings, describeMapping } from './settings.ts';
import { type StreamSource, sourceOf } from './source.ts';

/** Lets a stream's records or a queue's messages invoke a function. Throws ResourceConflictException, InvalidParameterValueException. Lambda API Reference, CreateEventSourceMapping. */
export const CreateEventSourceMapping: Operation<
  LambdaState,
  CreateEventSourceMappingRequest,
  EventSourceMappingConfiguration,
  Local
> = async (input, call) => {
  const streamArn = input.EventSourceArn;
  if (streamArn === undefined) throw new AwsError('InvalidParameterValueException', 'Unrecognized event source.');
  const isQueue = isQueueArn(streamArn);
  const source = sourceOf(streamArn);
  if (!source && !isQueue) throw notImplemented(`lambda CreateEventSourceMapping for ${parseArn(streamArn).service}`);
  checkSettings('CreateEventSourceMapping', input, source?.maxBatchSize ?? MAX_QUEUE_BATCH, isQueue);
  if (source) checkStart(input, source);
  checkTags(input.Tags ?? {}, call.principal);
  const { fn, qualifier } = versionAt(call, input.FunctionName!);
  const arn = functionArn(call, fn.name, qualifier);
  refuseTwin(call, streamArn, fn);
  if (source) await checkReadable(call, fn, source, streamArn);
  else await checkQueue(call, fn, streamArn, input);
  refuseTwin(call, streamArn, fn);
  const uuid = call.random.uuid();
  const mapping: EventSourceMapping = {
    uuid,
    arn: formatArn({ service: 'lambda', region: call.region, account: call.account, resource: `event-source-mapping:${uuid}` }),
    eventSourceArn: streamArn,
    functionArn: arn,
    enabled: input.Enabled ?? true,
    transitionReason: 'User action',
    lastModified: call.clock.now(),
    lastProcessingResult: 'No records processed',
    startingPosition: input.StartingPosition,
    startingTimestamp: input.StartingPositionTimestamp?.getTime(),
    batchSize: input.BatchSize ?? (isQueue ? 10 : 100),
    batchingWindow: input.MaximumBatchingWindowInSeconds ?? 0,
    parallelizationFactor: input.ParallelizationFactor ?? 1,
    maximumRecordAge: input.MaximumRecordAgeInSeconds ?? -1,
    maximumRetryAttempts: input.MaximumRetryAttempts ?? -1,
    bisect: input.BisectBatchOnFunctionError ?? false,
    responseTypes: input.FunctionResponseTypes ?? [],
    onFailure: input.DestinationConfig?.OnFailure?.Destination,
    filters: input.FilterCriteria,
    ...(input.ScalingConfig?.MaximumConcurrency !== undefined && { maximumConcurrency: input.ScalingConfig.MaximumConcurrency }),
    tags: new Map(Object.entries(input.Tags ?? {})),
    shards: new Map(),
  };
  call.state.mappings.set(uuid, mapping);
  if (mapping.enabled) await beginPolling(call, mapping);
  return describeMapping(mapping, 'Creating');
};

function checkStart({ StartingPosition, StartingPositionTimestamp }: CreateEventSourceMappingRequest, source: StreamSource): void {
  refuseViolations('ValidationException', [oneOf('startingPosition', StartingPosition, ['TRIM_HORIZON', 'LATEST', 'AT_TIMESTAMP'])]);
  if (StartingPosition === undefined) {
    throw new AwsError(
      'InvalidParameterValueException',
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    );
  }
  if (StartingPosition === 'AT_TIMESTAMP') {
    if (source.service === 'dynamodb') {
      throw new AwsError(
        'InvalidParameterValueException',
        'Unsupported starting position for arn type: DynamoDB. Please specify either TRIM_HORIZON or LATEST.',
      );
    }
    if (!StartingPositionTimestamp) throw new AwsError('InvalidParameterValueException', 'Timestamp must not be null.');
  }
}

/** One function may read a stream once. */
function refuseTwin(call: Call<LambdaState, Local>, streamArn: string, fn: LambdaFunction): void {
  for (const { eventSourceArn, functionArn: target, uuid } of call.state.mappings.values()) {
    if (eventSourceArn !== streamArn || (target !== fn.arn && !target.startsWith(`${fn.arn}:`))) continue;
    throw new AwsError(
      'ResourceConflictException',
      `The event source arn (" ${streamArn} ") and function (" ${fn.name} ") provided mapping already exists. Please update or delete the existing mapping with UUID ${uuid}`,
    );
  }
}

/** Reads as the function's role will, and refuses when it may not. */
async function checkReadable(call: Call<LambdaState, Local>, fn: LambdaFunction, source: StreamSource, streamArn: string): Promise<void> {
  try {
    const aws = call.as((await assumeRole(call, fn.latest.role, fn.name)).principal);
    const [shard] = await source.shards(aws, streamArn);
    if (!shard) return;
    const iterator = await source.iterator(aws, streamArn, shard.id, { type: 'TRIM_HORIZON' });
    await source.read(aws, iterator, 1, { streamArn, shardId: shard.id, region: call.region, role: fn.latest.role });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code === 'ResourceNotFoundException') {
      throw new AwsError('InvalidParameterValueException', `Stream not found: ${streamArn}`, { cause: error });
    }
    throw new AwsError(
      'InvalidParameterValueException',
      `Cannot access stream ${streamArn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`,
      { cause: error },
    );
  }
}
