import type { InputLogEvent, PutLogEventsRequest, PutLogEventsResponse, RejectedLogEventsInfo } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError, refuseMembers } from '../../aws-error.ts';
import { refuseViolations } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { announceEmbedded } from './embedded-metrics.ts';
import { eventBytes, eventId, expire, insertEvents } from './events.ts';
import { groupOf, streamOf } from './groups.ts';
import type { LogEvent, LogGroup, LogsState } from './state.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const OLDEST_MS = 14 * DAY_MS;
const NEWEST_MS = 2 * HOUR_MS;
const MAX_BATCH_BYTES = 1_048_576;
const MAX_EVENTS = 10_000;

declare module '../../bus.ts' {
  interface BusEvents {
    /** A log stream of a group with subscription or metric filters has new events, in order. */
    'logs.EventsIngested': { account: string; region: string; logGroupName: string; logStreamName: string; events: readonly LogEvent[] };
  }
}

/** Appends a batch of events; those outside of the allowed times are left out. Throws InvalidParameterException. CloudWatch Logs API Reference, PutLogEvents. */
export const PutLogEvents: Operation<LogsState, PutLogEventsRequest, PutLogEventsResponse> = (input, call) => {
  refuseMembers('logs PutLogEvents', input, ['entity']);
  const batch = input.logEvents!;
  checkBatch(batch);
  const group = groupOf(call, input);
  const stream = streamOf(group, input.logStreamName!);
  const now = call.clock.now();
  const { accepted, rejected } = sortOut(batch, group, now);
  if (accepted.length > 1 && accepted.at(-1)!.timestamp! - accepted[0]!.timestamp! > DAY_MS) {
    throw new AwsError(
      'InvalidParameterException',
      'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    );
  }
  expire(group, now);
  const events = accepted.map(({ timestamp, message }) => ({
    timestamp: timestamp!,
    ordinal: group.nextOrdinal++,
    ingestedAt: now,
    message: message!,
  }));
  insertEvents(stream.events, events);
  if (events.length > 0) stream.lastIngestedAt = now;
  // Reason: functions write many small batches, and few groups have a filter.
  if (events.length > 0 && (group.subscriptionFilters.size > 0 || (group.metricFilters?.size ?? 0) > 0)) {
    const { account, region } = call;
    call.bus.publish({
      type: 'logs.EventsIngested',
      account,
      region,
      logGroupName: group.name,
      logStreamName: stream.name,
      events,
    });
  }
  announceEmbedded(call, events);
  // Reason: AWS ignores sequence tokens since 2023 and still gives them out.
  return {
    nextSequenceToken: eventId({ timestamp: now, ordinal: group.nextOrdinal }),
    ...(rejected && { rejectedLogEventsInfo: rejected }),
  };
};

function checkBatch(batch: readonly InputLogEvent[]): void {
  if (batch.length < 1 || batch.length > MAX_EVENTS) {
    const bound = batch.length < 1 ? 'greater than or equal to 1' : `less than or equal to ${MAX_EVENTS}`;
    refuseViolations('InvalidParameterException', [`Value at 'logEvents' failed to satisfy constraint: Member must have length ${bound}`]);
  }
  let bytes = 0;
  for (const [index, { timestamp, message }] of batch.entries()) {
    bytes += eventBytes(message!);
    if (message === '') {
      refuseViolations('InvalidParameterException', [
        `Value '' at 'logEvents.${index + 1}.member.message' failed to satisfy constraint: Member must have length greater than or equal to 1`,
      ]);
    }
    if (index > 0 && timestamp! < batch[index - 1]!.timestamp!) {
      throw new AwsError('InvalidParameterException', 'Log events in a single PutLogEvents request must be in chronological order.');
    }
  }
  if (bytes > MAX_BATCH_BYTES) {
    throw new AwsError('InvalidParameterException', `Upload too large: ${bytes} bytes exceeds limit of ${MAX_BATCH_BYTES}`);
  }
}

/** Events are in order: too old and expired ones stand in front, too new ones at the end. */
function sortOut(
  batch: readonly InputLogEvent[],
  group: LogGroup,
  now: number,
): { accepted: InputLogEvent[]; rejected?: RejectedLogEventsInfo } {
  const before = (time: number) => {
    const index = batch.findIndex(({ timestamp }) => timestamp! >= time);
    return index === -1 ? batch.length : index;
  };
  const tooOld = before(now - OLDEST_MS);
  const expired = group.retentionDays === undefined ? 0 : before(now - group.retentionDays * DAY_MS);
  const tooNew = before(now + NEWEST_MS + 1);
  const first = Math.max(tooOld, expired);
  const accepted = batch.slice(first, tooNew);
  if (accepted.length === batch.length) return { accepted };
  return {
    accepted,
    rejected: {
      ...(tooNew < batch.length && { tooNewLogEventStartIndex: tooNew }),
      ...(tooOld > 0 && { tooOldLogEventEndIndex: tooOld }),
      ...(expired > tooOld && { expiredLogEventEndIndex: expired }),
    },
  };
}
