import type {
  DeleteEventSourceMappingRequest,
  EventSourceMappingConfiguration,
  GetEventSourceMappingRequest,
  ListEventSourceMappingsRequest,
  ListEventSourceMappingsResponse,
  UpdateEventSourceMappingRequest,
} from '@aws-sdk/client-lambda';
import { AwsError } from '../../../aws-error.ts';
import type { Call, Operation } from '../../../operation.ts';
import { functionArn, parseFunctionName, versionAt } from '../function-name.ts';
import { backgroundOf, type Local } from '../local.ts';
import { page } from '../page.ts';
import type { EventSourceMapping, LambdaState } from '../state.ts';
import { changePolling, endPolling } from './polling.ts';
import { checkBatching, MAX_QUEUE_BATCH } from './queue-checks.ts';
import { isQueueArn } from './queue-event.ts';
import { checkSettings, describeMapping } from './settings.ts';
import { sourceOf } from './source.ts';

export const GetEventSourceMapping: Operation<LambdaState, GetEventSourceMappingRequest, EventSourceMappingConfiguration, Local> = (
  input,
  call,
) => describeMapping(mappingAt(call, input.UUID!));

/** A page of mappings, of one stream or function when asked. Lambda API Reference, ListEventSourceMappings. */
export const ListEventSourceMappings: Operation<LambdaState, ListEventSourceMappingsRequest, ListEventSourceMappingsResponse, Local> = (
  input,
  call,
) => {
  const reference = input.FunctionName === undefined ? undefined : parseFunctionName(call, input.FunctionName);
  const target = reference && functionArn(reference, reference.name, reference.qualifier);
  const all = [...call.state.mappings.values()]
    .filter((mapping) => input.EventSourceArn === undefined || mapping.eventSourceArn === input.EventSourceArn)
    .filter((mapping) => target === undefined || mapping.functionArn === target)
    .map((mapping) => ({ key: mapping.uuid, mapping }));
  const { items, NextMarker } = page(all, input.Marker, input.MaxItems, 100);
  return { EventSourceMappings: items.map(({ mapping }) => describeMapping(mapping)), ...(NextMarker !== undefined && { NextMarker }) };
};

/** Changes a mapping, after the batches under way. Lambda API Reference, UpdateEventSourceMapping. */
export const UpdateEventSourceMapping: Operation<
  LambdaState,
  UpdateEventSourceMappingRequest,
  EventSourceMappingConfiguration,
  Local
> = async (input, call) => {
  const mapping = mappingAt(call, input.UUID!);
  const isQueue = isQueueArn(mapping.eventSourceArn);
  checkSettings('UpdateEventSourceMapping', input, sourceOf(mapping.eventSourceArn)?.maxBatchSize ?? MAX_QUEUE_BATCH, isQueue);
  if (isQueue) {
    const { BatchSize = mapping.batchSize, MaximumBatchingWindowInSeconds = mapping.batchingWindow } = input;
    checkBatching(mapping.eventSourceArn, BatchSize, MaximumBatchingWindowInSeconds);
  }
  const target = input.FunctionName === undefined ? undefined : versionAt(call, input.FunctionName);
  const wasEnabled = mapping.enabled;
  const lanes = mapping.parallelizationFactor;
  if (target) mapping.functionArn = functionArn(call, target.fn.name, target.qualifier);
  mapping.enabled = input.Enabled ?? mapping.enabled;
  mapping.batchSize = input.BatchSize ?? mapping.batchSize;
  mapping.batchingWindow = input.MaximumBatchingWindowInSeconds ?? mapping.batchingWindow;
  mapping.maximumRecordAge = input.MaximumRecordAgeInSeconds ?? mapping.maximumRecordAge;
  mapping.maximumRetryAttempts = input.MaximumRetryAttempts ?? mapping.maximumRetryAttempts;
  mapping.bisect = input.BisectBatchOnFunctionError ?? mapping.bisect;
  mapping.responseTypes = input.FunctionResponseTypes ?? mapping.responseTypes;
  if (input.ScalingConfig) {
    const { MaximumConcurrency } = input.ScalingConfig;
    if (MaximumConcurrency === undefined) delete mapping.maximumConcurrency;
    else mapping.maximumConcurrency = MaximumConcurrency;
  }
  if (input.FilterCriteria) mapping.filters = input.FilterCriteria.Filters?.length ? input.FilterCriteria : undefined;
  if (input.DestinationConfig) mapping.onFailure = input.DestinationConfig.OnFailure?.Destination;
  mapping.parallelizationFactor = input.ParallelizationFactor ?? lanes;
  mapping.lastModified = call.clock.now();
  await changePolling(call, mapping, () => {
    // Reason: keys move between lanes, so batches are made anew.
    if (mapping.parallelizationFactor !== lanes) for (const checkpoint of mapping.shards.values()) checkpoint.lanes.clear();
  });
  const change = wasEnabled === mapping.enabled ? 'Updating' : mapping.enabled ? 'Enabling' : 'Disabling';
  return describeMapping(mapping, change);
};

/** Removes a mapping. Records it has not processed stay in the stream. Lambda API Reference, DeleteEventSourceMapping. */
export const DeleteEventSourceMapping: Operation<LambdaState, DeleteEventSourceMappingRequest, EventSourceMappingConfiguration, Local> = (
  input,
  call,
) => {
  const mapping = mappingAt(call, input.UUID!);
  call.state.mappings.delete(mapping.uuid);
  mapping.lastModified = call.clock.now();
  // Reason: a function may take minutes; its last batch ends by itself.
  endPolling(call.local, mapping.uuid).catch((error) => backgroundOf(call.local).fault(error));
  return describeMapping(mapping, 'Deleting');
};

function mappingAt(call: Call<LambdaState, Local>, uuid: string): EventSourceMapping {
  const mapping = call.state.mappings.get(uuid);
  if (mapping) return mapping;
  throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', { members: { Type: 'User' } });
}
