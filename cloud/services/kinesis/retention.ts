import type { DecreaseStreamRetentionPeriodInput, IncreaseStreamRetentionPeriodInput } from '@aws-sdk/client-kinesis';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { trim } from './shards.ts';
import type { KinesisState } from './state.ts';
import { streamOf } from './streams.ts';

const LEAST_HOURS = 24;
const MOST_HOURS = 8760;

/** Keeps records longer. Throws InvalidArgumentException. Kinesis API Reference, IncreaseStreamRetentionPeriod. */
export const IncreaseStreamRetentionPeriod: Operation<KinesisState, IncreaseStreamRetentionPeriodInput, void> = (input, call) => {
  const stream = streamOf(call, input);
  const hours = allowedHours(input.RetentionPeriodHours!);
  if (hours < stream.retentionHours) {
    throw new AwsError(
      'InvalidArgumentException',
      `Requested retention period (${hours} hours) for stream ${stream.name} can not be shorter than existing retention period (${stream.retentionHours} hours). Use DecreaseRetentionPeriod API.`,
    );
  }
  trim(stream, call.clock.now());
  stream.retentionHours = hours;
};

/** Keeps records less long; older ones are gone at once. Throws InvalidArgumentException. Kinesis API Reference, DecreaseStreamRetentionPeriod. */
export const DecreaseStreamRetentionPeriod: Operation<KinesisState, DecreaseStreamRetentionPeriodInput, void> = (input, call) => {
  const stream = streamOf(call, input);
  const hours = allowedHours(input.RetentionPeriodHours!);
  if (hours > stream.retentionHours) {
    throw new AwsError(
      'InvalidArgumentException',
      `Requested retention period (${hours} hours) for stream ${stream.name} can not be longer than existing retention period (${stream.retentionHours} hours). Use IncreaseRetentionPeriod API.`,
    );
  }
  stream.retentionHours = hours;
  trim(stream, call.clock.now());
};

function allowedHours(hours: number): number {
  if (hours < LEAST_HOURS) {
    throw new AwsError(
      'InvalidArgumentException',
      `Minimum allowed retention period is ${LEAST_HOURS} hours. Requested retention period (${hours} hours) is too short.`,
    );
  }
  if (hours > MOST_HOURS) {
    throw new AwsError(
      'InvalidArgumentException',
      `Maximum allowed retention period is ${MOST_HOURS} hours. Requested retention period (${hours} hours) is too long.`,
    );
  }
  return hours;
}
