import type { UpdateMaxRecordSizeInput, UpdateStreamModeInput } from '@aws-sdk/client-kinesis';
import { refuseMembers } from '../../aws-error.ts';
import { oneOf, refuseViolations } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { checkRecordSizeLimit } from './CreateStream.ts';
import type { KinesisState } from './state.ts';
import { streamOf } from './streams.ts';

/** Switches between provisioned and on-demand; the shards stay as they are. Kinesis API Reference, UpdateStreamMode. */
export const UpdateStreamMode: Operation<KinesisState, UpdateStreamModeInput, void> = (input, call) => {
  refuseMembers('kinesis UpdateStreamMode', input, ['WarmThroughputMiBps']);
  const mode = input.StreamModeDetails!.StreamMode!;
  refuseViolations('ValidationException', [oneOf('streamModeDetails.streamMode', mode, ['ON_DEMAND', 'PROVISIONED'])]);
  streamOf(call, input).mode = mode;
};

/** Changes how large a record may be, from 1 to 10 MiB. Kinesis API Reference, UpdateMaxRecordSize. */
export const UpdateMaxRecordSize: Operation<KinesisState, UpdateMaxRecordSizeInput, void> = (input, call) => {
  checkRecordSizeLimit(input.MaxRecordSizeInKiB);
  streamOf(call, input).maxRecordKiB = input.MaxRecordSizeInKiB!;
};
