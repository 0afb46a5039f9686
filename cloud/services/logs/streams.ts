import type {
  CreateLogStreamRequest,
  DeleteLogStreamRequest,
  DescribeLogStreamsRequest,
  DescribeLogStreamsResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../aws-error.ts';
import { oneOf, refuseViolations, valueWithin } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { expire } from './events.ts';
import { checkStreamName, groupArn, groupOf, streamOf } from './groups.ts';
import { readToken, writeToken } from './pages.ts';
import type { LogStream, LogsState } from './state.ts';

/** Throws ResourceAlreadyExistsException, ResourceNotFoundException. CloudWatch Logs API Reference, CreateLogStream. */
export const CreateLogStream: Operation<LogsState, CreateLogStreamRequest, void> = (input, call) => {
  const name = input.logStreamName!;
  checkStreamName(name);
  const { streams } = groupOf(call, input);
  if (streams.has(name)) throw new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists');
  streams.set(name, { name, createdAt: call.clock.now(), events: [] });
};

/** Throws ResourceNotFoundException. CloudWatch Logs API Reference, DeleteLogStream. */
export const DeleteLogStream: Operation<LogsState, DeleteLogStreamRequest, void> = (input, call) => {
  const group = groupOf(call, input);
  group.streams.delete(streamOf(group, input.logStreamName!).name);
};

/** A page of a group's streams, by name or by their last event. CloudWatch Logs API Reference, DescribeLogStreams. */
export const DescribeLogStreams: Operation<LogsState, DescribeLogStreamsRequest, DescribeLogStreamsResponse> = (input, call) => {
  const orderBy = input.orderBy ?? 'LogStreamName';
  refuseViolations('InvalidParameterException', [
    valueWithin('limit', input.limit, 1, 50),
    oneOf('orderBy', orderBy, ['LogStreamName', 'LastEventTime']),
  ]);
  if (orderBy === 'LastEventTime' && input.logStreamNamePrefix !== undefined) {
    throw new AwsError('InvalidParameterException', 'Cannot order by LastEventTime with a logStreamNamePrefix.');
  }
  const group = groupOf(call, input);
  expire(group, call.clock.now());
  const key = (stream: LogStream) => (orderBy === 'LogStreamName' ? stream.name : `${sortableTime(stream)} ${stream.name}`);
  const direction = input.descending ? -1 : 1;
  const compare = (a: string, b: string) => (a === b ? 0 : (a < b ? -1 : 1) * direction);
  const after = input.nextToken === undefined ? undefined : readToken(input.nextToken);
  const rest = [...group.streams.values()]
    .filter((stream) => stream.name.startsWith(input.logStreamNamePrefix ?? ''))
    .filter((stream) => after === undefined || compare(key(stream), after) > 0)
    .sort((a, b) => compare(key(a), key(b)));
  const page = rest.slice(0, input.limit ?? 50);
  const arn = groupArn(call, group.name);
  return {
    logStreams: page.map((stream) => describe(stream, `${arn}:log-stream:${stream.name}`)),
    ...(rest.length > page.length && { nextToken: writeToken(key(page.at(-1)!)) }),
  };
};

function sortableTime(stream: LogStream): string {
  return String(stream.events.at(-1)?.timestamp ?? 0).padStart(16, '0');
}

function describe(stream: LogStream, arn: string) {
  const { name, createdAt, lastIngestedAt, events } = stream;
  return {
    logStreamName: name,
    creationTime: createdAt,
    ...(events.length > 0 && { firstEventTimestamp: events[0]!.timestamp, lastEventTimestamp: events.at(-1)!.timestamp }),
    ...(lastIngestedAt !== undefined && { lastIngestionTime: lastIngestedAt }),
    arn,
    // Reason: AWS reports 0 for streams since 2019; the group has the size.
    storedBytes: 0,
  };
}
