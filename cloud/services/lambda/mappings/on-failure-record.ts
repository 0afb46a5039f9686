import type { Outcome } from '../execution/run.ts';
import type { EventSourceMapping } from '../state.ts';
import type { SourceRecord } from './source.ts';

interface Failure {
  requestId: string;
  now: number;
  mapping: EventSourceMapping;
  service: string;
  shardId: string;
  records: readonly SourceRecord[];
  condition: string;
  failures: number;
  outcome: Outcome | undefined;
  /** Whether the records themselves go along: to S3 they do, queues and topics only learn where they are. */
  withPayload: boolean;
}

/** What an on-failure destination gets of a batch that was given up. Lambda Developer Guide, "Retain discarded batch records". */
export function onFailureRecord(failure: Failure): object {
  const { mapping, records, outcome } = failure;
  const [first, last] = [records[0]!, records.at(-1)!];
  const batch = {
    shardId: failure.shardId,
    startSequenceNumber: first.sequenceNumber,
    endSequenceNumber: last.sequenceNumber,
    approximateArrivalOfFirstRecord: new Date(first.arrivedAt).toISOString(),
    approximateArrivalOfLastRecord: new Date(last.arrivedAt).toISOString(),
    batchSize: records.length,
    streamArn: mapping.eventSourceArn,
  };
  return {
    requestContext: {
      requestId: failure.requestId,
      functionArn: mapping.functionArn,
      condition: failure.condition,
      approximateInvokeCount: failure.failures,
    },
    ...(outcome && {
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: outcome.failed ? 'Unhandled' : null },
    }),
    version: '1.0',
    timestamp: new Date(failure.now).toISOString(),
    [failure.service === 'kinesis' ? 'KinesisBatchInfo' : 'DDBStreamBatchInfo']: batch,
    ...(failure.withPayload && { payload: `{"Records":[${records.map(({ event }) => event).join(',')}]}` }),
  };
}
