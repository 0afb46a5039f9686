import type { PutRecordInput, PutRecordOutput } from '@aws-sdk/client-kinesis';
import { AwsError, refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { hashKeyOf } from './hash-key.ts';
import { announceTraffic } from './metrics.ts';
import { announceRecords, appendRecord, checkRecord, recordSize } from './records.ts';
import { parseSequence } from './sequence.ts';
import type { KinesisState } from './state.ts';
import { streamOf } from './streams.ts';

/** Adds one record. Throws ResourceNotFoundException, InvalidArgumentException. Kinesis API Reference, PutRecord. */
export const PutRecord: Operation<KinesisState, PutRecordInput, PutRecordOutput> = async (input, call) => {
  refuseMembers('kinesis PutRecord', input, ['DryRun']);
  // Reason: sequence numbers grow over the whole stream, so that any earlier number is smaller than the next.
  if (input.SequenceNumberForOrdering !== undefined && !parseSequence(input.SequenceNumberForOrdering)) {
    throw new AwsError(
      'InvalidArgumentException',
      `ExclusiveMinimumSequenceNumber ${input.SequenceNumberForOrdering} used in PutRecord on stream ${input.StreamName ?? input.StreamARN} under account ${call.account} is invalid.`,
    );
  }
  checkRecord(streamOf(call, input), input, '');
  const hash = await hashKeyOf(input);
  const stream = streamOf(call, input);
  const written = appendRecord(stream, hash, input, call.clock.now());
  announceRecords(call, stream);
  announceTraffic(call, stream, { IncomingRecords: 1, IncomingBytes: recordSize(input) });
  return { ...written, EncryptionType: stream.keyId === undefined ? 'NONE' : 'KMS' };
};
