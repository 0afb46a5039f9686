import type * as sdk from '@aws-sdk/client-eventbridge';
import { tryParseArn } from '../../arn.ts';
import { AwsError } from '../../aws-error.ts';
import { lengthWithin, matching, oneOf, refuseViolations } from '../../constraints.ts';
import { pageAfter } from '../../page.ts';
import { busArn, busAt, busNameOf, type EventsCall, type EventsOperation, MOST_RESULTS } from './buses.ts';
import { alreadyExists, invalidToken, notFound, validation } from './errors.ts';
import { wait } from './replaying.ts';
import type { Replay } from './state.ts';

const STATES = ['STARTING', 'RUNNING', 'CANCELLING', 'COMPLETED', 'CANCELLED', 'FAILED'];

/** Throws ResourceNotFoundException. */
function replayAt(call: EventsCall, name: string): Replay {
  const replay = call.state.replays.get(name);
  if (!replay) throw notFound(`Replay ${name} does not exist.`);
  return replay;
}

/** Sends archived events to their bus again. Throws ResourceAlreadyExistsException, ValidationException. EventBridge API Reference, StartReplay. */
export const StartReplay: EventsOperation<sdk.StartReplayRequest, sdk.StartReplayResponse> = (input, call) => {
  const name = input.ReplayName!;
  refuseViolations('ValidationException', [
    lengthWithin('replayName', name, 1, 64),
    matching('replayName', name, '[\\.\\-_A-Za-z0-9]+'),
    lengthWithin('description', input.Description, 0, 512),
  ]);
  if (call.state.replays.has(name)) throw alreadyExists(`Replay ${name} already exists.`);
  const { Arn: destinationArn, FilterArns: filterArns = [] } = input.Destination!;
  if (!/^event-bus\//.test(tryParseArn(destinationArn!)?.resource ?? ''))
    throw validation('Parameter Destination.Arn is not valid. Reason: Must contain an event bus ARN.');
  if (destinationArn !== busArn(call, busNameOf(destinationArn)) || !call.state.buses.has(busNameOf(destinationArn)))
    throw notFound(`Event bus ${busNameOf(destinationArn)} does not exist.`);
  const bus = busAt(call, destinationArn);
  const archiveName = tryParseArn(input.EventSourceArn!)?.resource.replace(/^archive\//, '');
  const archive = call.state.archives.get(archiveName ?? '');
  if (!archive || archive.arn !== input.EventSourceArn)
    throw validation(`Parameter EventSourceArn is not valid. Reason: Archive ${archiveName} does not exist.`);
  if (archive.sourceArn !== bus.arn)
    throw validation('Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.');
  const [from, to] = [input.EventStartTime!.getTime(), input.EventEndTime!.getTime()];
  if (from >= to) throw validation('Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.');
  const replay: Replay = {
    name,
    arn: `arn:aws:events:${call.region}:${call.account}:replay/${name}`,
    ...(input.Description !== undefined && { description: input.Description }),
    archiveArn: archive.arn,
    destinationArn: bus.arn,
    filterArns: [...filterArns],
    from,
    to,
    state: 'STARTING',
    startedAt: call.clock.now(),
  };
  call.state.replays.set(name, replay);
  wait(call, replay);
  return { ReplayArn: replay.arn, State: 'STARTING', ReplayStartTime: new Date(replay.startedAt) };
};

/** Throws IllegalStatusException for a replay that has ended. EventBridge API Reference, CancelReplay. */
export const CancelReplay: EventsOperation<sdk.CancelReplayRequest, sdk.CancelReplayResponse> = (input, call) => {
  const replay = replayAt(call, input.ReplayName!);
  if (replay.state !== 'STARTING' && replay.state !== 'RUNNING')
    throw new AwsError('IllegalStatusException', `Replay ${replay.name} is not in a valid state for this operation.`);
  replay.state = 'CANCELLING';
  return { ReplayArn: replay.arn, State: 'CANCELLING' };
};

export const DescribeReplay: EventsOperation<sdk.DescribeReplayRequest, sdk.DescribeReplayResponse> = (input, call) => {
  const replay = replayAt(call, input.ReplayName!);
  const { arn, description, destinationArn, filterArns } = replay;
  return {
    ...summary(replay),
    ReplayArn: arn,
    ...(description !== undefined && { Description: description }),
    Destination: { Arn: destinationArn, ...(filterArns.length > 0 && { FilterArns: [...filterArns] }) },
  };
};

export const ListReplays: EventsOperation<sdk.ListReplaysRequest, sdk.ListReplaysResponse> = (input, call) => {
  const given = [input.NamePrefix, input.EventSourceArn, input.State].filter((value) => value !== undefined);
  if (given.length > 1)
    throw validation('At most one filter is allowed for ListReplays. Use either : State, EventSourceArn, or NamePrefix.');
  refuseViolations('ValidationException', [oneOf('state', input.State, STATES)]);
  const found = [...call.state.replays.values()].filter(
    ({ name, archiveArn, state }) =>
      name.startsWith(input.NamePrefix ?? '') && (input.EventSourceArn ?? archiveArn) === archiveArn && (input.State ?? state) === state,
  );
  const page = { token: input.NextToken, size: input.Limit ?? MOST_RESULTS };
  const { items, next } = pageAfter(found, ({ name }) => name, page, invalidToken);
  return { Replays: items.map(summary), ...(next !== undefined && { NextToken: next }) };
};

function summary({ name, archiveArn, state, reason, from, to, reached, startedAt, endedAt }: Replay) {
  return {
    ReplayName: name,
    EventSourceArn: archiveArn,
    State: state,
    ...(reason !== undefined && { StateReason: reason }),
    EventStartTime: new Date(from),
    EventEndTime: new Date(to),
    ...(reached !== undefined && { EventLastReplayedTime: new Date(reached) }),
    ReplayStartTime: new Date(startedAt),
    ...(endedAt !== undefined && { ReplayEndTime: new Date(endedAt) }),
  };
}
