import type {
  CreateEventSourceMappingRequest,
  DestinationConfig,
  EventSourceMappingConfiguration,
  UpdateEventSourceMappingRequest,
} from '@aws-sdk/client-lambda';
import { AwsError, notImplemented, refuseMembers } from '../../../aws-error.ts';
import { oneOf, refuseViolations, valueWithin } from '../../../constraints.ts';
import { checkDestination } from '../destinations.ts';
import type { EventSourceMapping } from '../state.ts';
import { parsePattern } from './event-pattern.ts';
import { isQueueArn } from './queue-event.ts';

/** What is not built, or belongs to other kinds of sources. */
const REFUSED = [
  'KMSKeyArn',
  'MetricsConfig',
  'LoggingConfig',
  'Topics',
  'Queues',
  'SelfManagedEventSource',
  'AmazonManagedKafkaEventSourceConfig',
  'SelfManagedKafkaEventSourceConfig',
  'DocumentDBEventSourceConfig',
  'ProvisionedPollerConfig',
];
/** Where a stream's given up records may go here. */
const DESTINATIONS = ['s3', 'sns', 'sqs'];
const MAX_FILTERS = 5;
/** What only streams have. */
const OF_STREAMS = [
  'BisectBatchOnFunctionError',
  'DestinationConfig',
  'MaximumRecordAgeInSeconds',
  'MaximumRetryAttempts',
  'ParallelizationFactor',
  'StartingPosition',
  'StartingPositionTimestamp',
  'TumblingWindowInSeconds',
];

/** Checks what Create and Update share. Throws ValidationException, InvalidParameterValueException, NotImplemented. */
export function checkSettings(
  operation: string,
  input: CreateEventSourceMappingRequest | UpdateEventSourceMappingRequest,
  maxBatchSize: number,
  isQueue = false,
): void {
  refuseViolations('ValidationException', [
    valueWithin('batchSize', input.BatchSize, 1, maxBatchSize),
    valueWithin('maximumBatchingWindowInSeconds', input.MaximumBatchingWindowInSeconds, 0, 300),
    valueWithin('parallelizationFactor', input.ParallelizationFactor, 1, 10),
    valueWithin('maximumRecordAgeInSeconds', input.MaximumRecordAgeInSeconds, -1, 604_800),
    valueWithin('maximumRetryAttempts', input.MaximumRetryAttempts, -1, 10_000),
    valueWithin('tumblingWindowInSeconds', input.TumblingWindowInSeconds, 0, 900),
    valueWithin('scalingConfig.maximumConcurrency', input.ScalingConfig?.MaximumConcurrency, 2, 1000),
    ...(input.FunctionResponseTypes ?? []).map((type) => oneOf('functionResponseTypes', type, ['ReportBatchItemFailures'])),
  ]);
  const age = input.MaximumRecordAgeInSeconds;
  if (age !== undefined && age !== -1 && age < 60) {
    throw new AwsError('InvalidParameterValueException', 'MaximumRecordAgeInSeconds must be -1 or between 60 and 604800.');
  }
  const asked = Object.fromEntries(Object.entries(input).filter(([, value]) => !(Array.isArray(value) && value.length === 0)));
  refuseMembers(`lambda ${operation}`, asked, [...REFUSED, 'SourceAccessConfigurations']);
  if (input.TumblingWindowInSeconds) throw notImplemented(`lambda ${operation} with TumblingWindowInSeconds`);
  if (input.DestinationConfig?.OnSuccess?.Destination !== undefined) {
    throw unsupported('DestinationConfig');
  }
  checkDestination(operation, input.DestinationConfig?.OnFailure?.Destination, DESTINATIONS);
  if (isQueue) refuseOfStreams(input);
  else if (input.ScalingConfig?.MaximumConcurrency !== undefined) throw unsupported('ScalingConfig');
  const filters = input.FilterCriteria?.Filters ?? [];
  if (filters.length > MAX_FILTERS) throw new AwsError('InvalidParameterValueException', `A maximum of ${MAX_FILTERS} filters is allowed.`);
  for (const { Pattern } of filters) parsePattern(Pattern ?? '');
}

function refuseOfStreams(input: object): void {
  for (const member of OF_STREAMS) if (member in input && input[member as keyof typeof input] !== undefined) throw unsupported(member);
}

function unsupported(member: string): AwsError {
  return new AwsError('InvalidParameterValueException', `Unsupported ${member} parameter for given event source mapping type.`);
}

/** A mapping as Lambda describes it; `State` is what its answer to a change shows. */
export function describeMapping(mapping: EventSourceMapping, State?: string): EventSourceMappingConfiguration {
  if (isQueueArn(mapping.eventSourceArn)) return describeQueueMapping(mapping, State);
  const destinations: DestinationConfig = { OnFailure: mapping.onFailure === undefined ? {} : { Destination: mapping.onFailure } };
  return {
    ...factsOf(mapping, State),
    ...(mapping.startingPosition && { StartingPosition: mapping.startingPosition }),
    ...(mapping.startingTimestamp !== undefined && { StartingPositionTimestamp: new Date(mapping.startingTimestamp) }),
    ParallelizationFactor: mapping.parallelizationFactor,
    MaximumRecordAgeInSeconds: mapping.maximumRecordAge,
    MaximumRetryAttempts: mapping.maximumRetryAttempts,
    BisectBatchOnFunctionError: mapping.bisect,
    TumblingWindowInSeconds: 0,
    DestinationConfig: destinations,
  };
}

function describeQueueMapping(mapping: EventSourceMapping, State: string | undefined): EventSourceMappingConfiguration {
  const { maximumConcurrency } = mapping;
  return {
    ...factsOf(mapping, State),
    ...(maximumConcurrency !== undefined && { ScalingConfig: { MaximumConcurrency: maximumConcurrency } }),
  };
}

/** What mappings of all sources have. */
function factsOf(mapping: EventSourceMapping, State: string | undefined): EventSourceMappingConfiguration {
  return {
    UUID: mapping.uuid,
    EventSourceMappingArn: mapping.arn,
    EventSourceArn: mapping.eventSourceArn,
    FunctionArn: mapping.functionArn,
    State: State ?? (mapping.enabled ? 'Enabled' : 'Disabled'),
    StateTransitionReason: mapping.transitionReason,
    LastModified: new Date(mapping.lastModified),
    LastProcessingResult: mapping.lastProcessingResult,
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.batchingWindow,
    FunctionResponseTypes: [...mapping.responseTypes],
    ...(mapping.filters?.Filters?.length && { FilterCriteria: mapping.filters }),
  };
}
