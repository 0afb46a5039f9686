import type { GetLogEventsRequest, GetLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError, refuseMembers } from '../../aws-error.ts';
import { refuseViolations, valueWithin } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { type EventPosition, eventBytes, eventId, expire, indexAt, positionOf } from './events.ts';
import { groupOf, streamOf } from './groups.ts';
import type { LogEvent, LogsState } from './state.ts';

const MAX_EVENTS = 10_000;
const MAX_BYTES = 1_048_576;

/**
 * A page of one stream's events, forward (`f/`) or backward (`b/`). At an end the same token comes back.
 * Throws ResourceNotFoundException, InvalidParameterException. CloudWatch Logs API Reference, GetLogEvents.
 */
export const GetLogEvents: Operation<LogsState, GetLogEventsRequest, GetLogEventsResponse> = (input, call) => {
  refuseMembers('logs GetLogEvents', input, ['unmask']);
  const limit = input.limit ?? MAX_EVENTS;
  refuseViolations('InvalidParameterException', [valueWithin('limit', limit, 1, MAX_EVENTS)]);
  const group = groupOf(call, input);
  const stream = streamOf(group, input.logStreamName!);
  expire(group, call.clock.now());
  const events = within(stream.events, input.startTime, input.endTime);
  const token = input.nextToken === undefined ? undefined : readToken(input.nextToken);
  const forward = token?.forward ?? input.startFromHead ?? false;
  const page = forward
    ? takeForward(events, token ? indexAt(events, next(token.position)) : 0, limit)
    : takeBackward(events, token ? indexAt(events, token.position) : events.length, limit);
  const first: EventPosition = page[0] ?? token?.position ?? edge(events, input.startTime);
  const last: EventPosition = page.at(-1) ?? token?.position ?? edge(events, input.startTime);
  return {
    events: page.map(({ timestamp, message, ingestedAt }) => ({ timestamp, message, ingestionTime: ingestedAt })),
    nextForwardToken: `f/${eventId(last)}`,
    nextBackwardToken: `b/${eventId(first)}`,
  };
};

/** The part of events that lies in [start, end). */
function within(events: readonly LogEvent[], start: number | undefined, end: number | undefined): readonly LogEvent[] {
  if (start === undefined && end === undefined) return events;
  const from = start === undefined ? 0 : indexAt(events, { timestamp: start, ordinal: 0 });
  const to = end === undefined ? events.length : indexAt(events, { timestamp: end, ordinal: 0 });
  return events.slice(from, Math.max(from, to));
}

function takeForward(events: readonly LogEvent[], from: number, limit: number): LogEvent[] {
  let to = from;
  for (let bytes = 0; to < events.length && to - from < limit; to++) {
    bytes += eventBytes(events[to]!.message);
    if (bytes > MAX_BYTES && to > from) break;
  }
  return events.slice(from, to);
}

function takeBackward(events: readonly LogEvent[], to: number, limit: number): LogEvent[] {
  let from = to;
  for (let bytes = 0; from > 0 && to - from < limit; from--) {
    bytes += eventBytes(events[from - 1]!.message);
    if (bytes > MAX_BYTES && from < to) break;
  }
  return events.slice(from, to);
}

function next({ timestamp, ordinal }: EventPosition): EventPosition {
  return { timestamp, ordinal: ordinal + 1 };
}

/** Where a reader of an empty range stands. */
function edge(events: readonly LogEvent[], start: number | undefined): EventPosition {
  return events.at(-1) ?? { timestamp: start ?? 0, ordinal: 0 };
}

function readToken(token: string): { forward: boolean; position: EventPosition } {
  const position = /^[fb]\/\d{56}(\/s)?$/.test(token) ? positionOf(token.slice(2, 58)) : undefined;
  if (!position) throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.');
  return { forward: token.startsWith('f'), position };
}
