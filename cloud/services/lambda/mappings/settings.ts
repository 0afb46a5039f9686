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

/** What is not built, or belongs to other kinds of sources. */
const REFUSED = [
  'KMSKeyArn',
  'MetricsConfig',
  'LoggingConfig',
  'ScalingConfig',
  'Topics',
  'Queues',
  'SelfManagedEventSource',
  'AmazonManagedKafkaEventSourceConfig',
  'SelfManagedKafkaEventSourceConfig',
  'DocumentDBEventSourceConfig',
  'ProvisionedPollerConfig',
];
/** Where a stream's given up records may go here. */
const DESTINATIONS = ['s3'];
const MAX_FILTERS = 5;

/** Checks what Create and Update share. Throws ValidationException, InvalidParameterValueException, NotImplemented. */
export function checkSettings(
  operation: string,
  input: CreateEventSourceMappingRequest | UpdateEventSourceMappingRequest,
  maxBatchSize: number,
): void {
  refuseViolations('ValidationException', [
    valueWithin('batchSize', input.BatchSize, 1, maxBatchSize),
    valueWithin('maximumBatchingWindowInSeconds', input.MaximumBatchingWindowInSeconds, 0, 300),
    valueWithin('parallelizationFactor', input.ParallelizationFactor, 1, 10),
    valueWithin('maximumRecordAgeInSeconds', input.MaximumRecordAgeInSeconds, -1, 604_800),
    valueWithin('maximumRetryAttempts', input.MaximumRetryAttempts, -1, 10_000),
    valueWithin('tumblingWindowInSeconds', input.TumblingWindowInSeconds, 0, 900),
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
    throw new AwsError('InvalidParameterValueException', 'Unsupported DestinationConfig parameter for given event source mapping type.');
  }
  checkDestination(operation, input.DestinationConfig?.OnFailure?.Destination, DESTINATIONS);
  const filters = input.FilterCriteria?.Filters ?? [];
  if (filters.length > MAX_FILTERS) throw new AwsError('InvalidParameterValueException', `A maximum of ${MAX_FILTERS} filters is allowed.`);
  for (const { Pattern } of filters) parsePattern(Pattern ?? '');
}

/** A mapping as Lambda describes it; `State` is what its answer to a change shows. */
export function describeMapping(mapping: EventSourceMapping, State?: string): EventSourceMappingConfiguration {
  const destinations: DestinationConfig = { OnFailure: mapping.onFailure === undefined ? {} : { Destination: mapping.onFailure } };
  return {
    UUID: mapping.uuid,
    EventSourceMappingArn: mapping.arn,
    EventSourceArn: mapping.eventSourceArn,
    FunctionArn: mapping.functionArn,
    State: State ?? (mapping.enabled ? 'Enabled' : 'Disabled'),
    StateTransitionReason: mapping.transitionReason,
    LastModified: new Date(mapping.lastModified),
    LastProcessingResult: mapping.lastProcessingResult,
    StartingPosition: mapping.startingPosition,
    ...(mapping.startingTimestamp !== undefined && { StartingPositionTimestamp: new Date(mapping.startingTimestamp) }),
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.batchingWindow,
    ParallelizationFactor: mapping.parallelizationFactor,
    MaximumRecordAgeInSeconds: mapping.maximumRecordAge,
    MaximumRetryAttempts: mapping.maximumRetryAttempts,
    BisectBatchOnFunctionError: mapping.bisect,
    TumblingWindowInSeconds: 0,
    DestinationConfig: destinations,
    FunctionResponseTypes: [...mapping.responseTypes],
    ...(mapping.filters?.Filters?.length && { FilterCriteria: mapping.filters }),
  };
}
