import type { FilterLogEventsRequest, FilterLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError, notImplemented, refuseMembers } from '../../aws-error.ts';
import { refuseViolations, valueWithin } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { comparePositions, type EventPosition, eventBytes, eventId, expire, indexAt, positionOf } from './events.ts';
import { compileFilter } from './filter-pattern.ts';
import { groupOf, streamOf } from './groups.ts';
import { readToken, writeToken } from './pages.ts';
import type { LogEvent, LogGroup, LogsState } from './state.ts';

const MAX_EVENTS = 10_000;
const MAX_BYTES = 1_048_576;

/**
 * A page of the events of several streams that match a pattern, by time. `endTime` is inclusive.
 * Throws ResourceNotFoundException, InvalidParameterException. CloudWatch Logs API Reference, FilterLogEvents.
 */
export const FilterLogEvents: Operation<LogsState, FilterLogEventsRequest, FilterLogEventsResponse> = (input, call) => {
  refuseMembers('logs FilterLogEvents', input, ['unmask']);
  if (input.startFromHead === false) throw notImplemented('logs FilterLogEvents with startFromHead false');
  const limit = input.limit ?? MAX_EVENTS;
  refuseViolations('InvalidParameterException', [valueWithin('limit', limit, 1, MAX_EVENTS)]);
  if (input.logStreamNames && input.logStreamNamePrefix !== undefined) {
    throw new AwsError('InvalidParameterException', 'logStreamNames and logStreamNamePrefix are mutually exclusive parameters.');
  }
  const matches = compileFilter(input.filterPattern ?? '');
  const group = groupOf(call, input);
  expire(group, call.clock.now());
  const from = startOf(input);
  const candidates = eventsOf(group, input, from);
  const events: FilterLogEventsResponse['events'] = [];
  let bytes = 0;
  for (const { stream, event } of candidates) {
    if (!matches(event.message)) continue;
    bytes += eventBytes(event.message);
    if (events.length === limit || (bytes > MAX_BYTES && events.length > 0)) {
      return { events, searchedLogStreams: [], nextToken: writeToken(eventId(event)) };
    }
    events.push({
      logStreamName: stream,
      timestamp: event.timestamp,
      message: event.message,
      ingestionTime: event.ingestedAt,
      eventId: eventId(event),
    });
  }
  return { events, searchedLogStreams: [] };
};

function startOf(input: FilterLogEventsRequest): EventPosition {
  if (input.nextToken === undefined) return { timestamp: input.startTime ?? 0, ordinal: 0 };
  const position = positionOf(readToken(input.nextToken));
  if (!position) throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.');
  return position;
}

function eventsOf(group: LogGroup, input: FilterLogEventsRequest, from: EventPosition): { stream: string; event: LogEvent }[] {
  const streams = input.logStreamNames
    ? [...new Set(input.logStreamNames)].map((name) => streamOf(group, name))
    : [...group.streams.values()].filter(({ name }) => name.startsWith(input.logStreamNamePrefix ?? ''));
  const end = { timestamp: (input.endTime ?? Number.MAX_SAFE_INTEGER - 1) + 1, ordinal: 0 };
  return streams
    .flatMap(({ name, events }) => events.slice(indexAt(events, from), indexAt(events, end)).map((event) => ({ stream: name, event })))
    .sort((a, b) => comparePositions(a.event, b.event));
}
