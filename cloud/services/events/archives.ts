import type * as sdk from '@aws-sdk/client-eventbridge';
import { refuseMembers } from '../../aws-error.ts';
import { lengthWithin, matching, oneOf, refuseViolations } from '../../constraints.ts';
import { pageAfter } from '../../page.ts';
import { forget } from './archive-events.ts';
import { busArn, busAt, busNameOf, type EventsCall, type EventsOperation, MOST_RESULTS } from './buses.ts';
import { alreadyExists, invalidToken, notFound, validation } from './errors.ts';
import { checkPattern } from './rules.ts';
import type { Archive } from './state.ts';

export function archiveArn({ account, region }: Pick<EventsCall, 'account' | 'region'>, name: string): string {
  return `arn:aws:events:${region}:${account}:archive/${name}`;
}

/** Throws ResourceNotFoundException. */
export function archiveAt(call: EventsCall, name: string): Archive {
  const archive = call.state.archives.get(name);
  if (!archive) throw notFound(`Archive ${name} does not exist.`);
  forget(call, archive);
  return archive;
}

/** Keeps the events of a bus from now on. Throws ResourceAlreadyExistsException. EventBridge API Reference, CreateArchive. */
export const CreateArchive: EventsOperation<sdk.CreateArchiveRequest, sdk.CreateArchiveResponse> = (input, call) => {
  refuseMembers('events CreateArchive', input, ['KmsKeyIdentifier']);
  const name = input.ArchiveName!;
  refuseViolations('ValidationException', [lengthWithin('archiveName', name, 1, 48), matching('archiveName', name, '[\\.\\-_A-Za-z0-9]+')]);
  checkSettings(input);
  if (call.state.archives.has(name)) throw alreadyExists(`Archive ${name} already exists.`);
  const source = input.EventSourceArn!;
  if (source !== busArn(call, busNameOf(source)))
    throw validation('Parameter EventSourceArn is not valid. Reason: Must contain an event bus ARN.');
  busAt(call, source);
  const archive: Archive = {
    name,
    arn: archiveArn(call, name),
    sourceArn: source,
    retentionDays: 0,
    createdAt: call.clock.now(),
    events: [],
    ...settingsOf(input),
  };
  call.state.archives.set(name, archive);
  return answer(archive);
};

export const UpdateArchive: EventsOperation<sdk.UpdateArchiveRequest, sdk.UpdateArchiveResponse> = (input, call) => {
  refuseMembers('events UpdateArchive', input, ['KmsKeyIdentifier']);
  const archive = archiveAt(call, input.ArchiveName!);
  checkSettings(input);
  Object.assign(archive, settingsOf(input));
  return answer(archive);
};

type Settings = Pick<sdk.CreateArchiveRequest, 'Description' | 'EventPattern' | 'RetentionDays'>;

function checkSettings({ Description, EventPattern, RetentionDays }: Settings): void {
  refuseViolations('ValidationException', [lengthWithin('description', Description, 0, 512)]);
  if (RetentionDays !== undefined && RetentionDays < 0)
    throw validation('Parameter RetentionDays is not valid. Reason: It must not be negative.');
  if (EventPattern !== undefined) checkPattern(EventPattern);
}

function settingsOf({ Description, EventPattern, RetentionDays }: Settings): Partial<Archive> {
  return {
    ...(Description !== undefined && { description: Description }),
    ...(EventPattern !== undefined && { pattern: EventPattern }),
    ...(RetentionDays !== undefined && { retentionDays: RetentionDays }),
  };
}

function answer({ arn, createdAt }: Archive) {
  return { ArchiveArn: arn, State: 'ENABLED' as const, CreationTime: new Date(createdAt) };
}

export const DescribeArchive: EventsOperation<sdk.DescribeArchiveRequest, sdk.DescribeArchiveResponse> = (input, call) => {
  const archive = archiveAt(call, input.ArchiveName!);
  return {
    ...summary(archive),
    ArchiveArn: archive.arn,
    ...(archive.description !== undefined && { Description: archive.description }),
    ...(archive.pattern !== undefined && { EventPattern: archive.pattern }),
  };
};

export const ListArchives: EventsOperation<sdk.ListArchivesRequest, sdk.ListArchivesResponse> = (input, call) => {
  const given = [input.NamePrefix, input.EventSourceArn, input.State].filter((value) => value !== undefined);
  if (given.length > 1)
    throw validation('At most one filter is allowed for ListArchives. Use either : State, EventSourceArn, or NamePrefix.');
  refuseViolations('ValidationException', [
    oneOf('state', input.State, ['ENABLED', 'DISABLED', 'CREATING', 'UPDATING', 'CREATE_FAILED', 'UPDATE_FAILED']),
  ]);
  const found = [...call.state.archives.values()].filter(
    ({ name, sourceArn }) =>
      name.startsWith(input.NamePrefix ?? '') &&
      (input.EventSourceArn ?? sourceArn) === sourceArn &&
      (input.State ?? 'ENABLED') === 'ENABLED',
  );
  for (const archive of found) forget(call, archive);
  const page = { token: input.NextToken, size: input.Limit ?? MOST_RESULTS };
  const { items, next } = pageAfter(found, ({ name }) => name, page, invalidToken);
  return { Archives: items.map(summary), ...(next !== undefined && { NextToken: next }) };
};

export const DeleteArchive: EventsOperation<sdk.DeleteArchiveRequest, sdk.DeleteArchiveResponse> = (input, call) => {
  call.state.archives.delete(archiveAt(call, input.ArchiveName!).name);
  return {};
};

function summary({ name, sourceArn, retentionDays, createdAt, events }: Archive) {
  return {
    ArchiveName: name,
    EventSourceArn: sourceArn,
    State: 'ENABLED' as const,
    RetentionDays: retentionDays,
    SizeBytes: events.reduce((sum, { bytes }) => sum + bytes, 0),
    EventCount: events.length,
    CreationTime: new Date(createdAt),
  };
}
