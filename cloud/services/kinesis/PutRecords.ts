import type { PutRecordsInput, PutRecordsOutput } from '@aws-sdk/client-kinesis';
import { AwsError, refuseMembers } from '../../aws-error.ts';
import { refuseViolations } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { hashKeyOf } from './hash-key.ts';
import { announceTraffic } from './metrics.ts';
import { announceRecords, appendRecord, checkRecord, recordSize } from './records.ts';
import type { KinesisState } from './state.ts';
import { streamOf } from './streams.ts';

const MAX_RECORDS = 500;
const MAX_BYTES = 10 * 1024 * 1024;

/**
 * Adds up to 500 records. A shard has no write limit here, so that a well-formed record never fails by itself.
 * Throws ResourceNotFoundException, InvalidArgumentException. Kinesis API Reference, PutRecords.
 */
export const PutRecords: Operation<KinesisState, PutRecordsInput, PutRecordsOutput> = async (input, call) => {
  refuseMembers('kinesis PutRecords', input, ['DryRun']);
  const records = input.Records!;
  if (records.length < 1 || records.length > MAX_RECORDS) {
    const bound = records.length < 1 ? 'greater than or equal to 1' : `less than or equal to ${MAX_RECORDS}`;
    refuseViolations('ValidationException', [`Value at 'records' failed to satisfy constraint: Member must have length ${bound}`]);
  }
  const target = streamOf(call, input);
  for (const [index, record] of records.entries()) checkRecord(target, record, `records.${index + 1}.member.`);
  if (records.reduce((sum, record) => sum + recordSize(record), 0) > MAX_BYTES) {
    throw new AwsError('InvalidArgumentException', 'Records size exceeds 10 MB limit');
  }
  const hashes = await Promise.all(records.map(hashKeyOf));
  const stream = streamOf(call, input);
  const now = call.clock.now();
  const written = records.map((record, index) => appendRecord(stream, hashes[index]!, record, now));
  announceRecords(call, stream);
  const bytes = records.reduce((sum, record) => sum + recordSize(record), 0);
  announceTraffic(call, stream, { IncomingRecords: records.length, IncomingBytes: bytes });
  return { FailedRecordCount: 0, Records: written, EncryptionType: stream.keyId === undefined ? 'NONE' : 'KMS' };
};
