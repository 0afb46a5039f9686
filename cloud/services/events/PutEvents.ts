import type { PutEventsRequest, PutEventsRequestEntry, PutEventsResponse, PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import { tryParseArn } from '../../arn.ts';
import { refuseMembers } from '../../aws-error.ts';
import { accept } from './accept.ts';
import { busArnOf, type EventsCall, type EventsOperation, findBus } from './buses.ts';
import { atMost, validation } from './errors.ts';
import { timeText } from './event-time.ts';
import type { BusEvent } from './state.ts';

const MOST_ENTRIES = 10;
const MOST_BYTES = 256 * 1024;

/** Takes events; what is wrong with one is told in its result. EventBridge API Reference, PutEvents. */
export const PutEvents: EventsOperation<PutEventsRequest, PutEventsResponse> = (input, call) => {
  refuseMembers('events PutEvents', input, ['EndpointId']);
  const entries = input.Entries!;
  if (entries.length === 0)
    throw validation(
      "1 validation error detected: Value '[]' at 'entries' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  atMost('entries', entries, MOST_ENTRIES);
  const size = entries.reduce((sum, entry) => sum + entrySize(entry), 0);
  if (size >= MOST_BYTES) throw validation('Total size of the entries in the request is over the limit.');
  const Entries = entries.map((entry): PutEventsResultEntry => {
    const refused = problemOf(entry, call);
    if (refused) return refused;
    return { EventId: take(call, entry) };
  });
  return { FailedEntryCount: Entries.filter(({ ErrorCode }) => ErrorCode !== undefined).length, Entries };
};

/** EventBridge User Guide, "Calculating PutEvents event entry size". */
function entrySize({ Time, Source = '', DetailType = '', Detail = '', Resources = [] }: PutEventsRequestEntry): number {
  const encoder = new TextEncoder();
  const texts = [Source, DetailType, Detail, ...Resources];
  return (Time ? 14 : 0) + texts.reduce((sum, text) => sum + encoder.encode(text).length, 0);
}

const REQUIRED = ['Source', 'DetailType', 'Detail'] as const;

function problemOf(entry: PutEventsRequestEntry, call: EventsCall): PutEventsResultEntry | undefined {
  const missing = REQUIRED.find((name) => !entry[name]);
  if (missing)
    return { ErrorCode: 'InvalidArgument', ErrorMessage: `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.` };
  // Reason: these names are for the services themselves.
  if (entry.Source!.startsWith('aws.') && call.principal.type !== 'service')
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  return detailOf(entry) ? undefined : { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
}

function detailOf({ Detail }: PutEventsRequestEntry): Record<string, unknown> | undefined {
  try {
    const detail: unknown = JSON.parse(Detail!);
    return typeof detail === 'object' && detail !== null && !Array.isArray(detail) ? (detail as Record<string, unknown>) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The event's id. An event for a bus that does not exist gets one too, and is lost, as on AWS. */
function take(call: EventsCall, entry: PutEventsRequestEntry): string {
  const event: BusEvent = {
    version: '0',
    id: call.random.uuid(),
    'detail-type': entry.DetailType!,
    source: entry.Source!,
    account: call.account,
    time: timeText(entry.Time?.getTime() ?? call.clock.now()),
    region: call.region,
    resources: entry.Resources ?? [],
    detail: detailOf(entry)!,
  };
  const there = tryParseArn(busArnOf(call, entry.EventBusName));
  if (!there) return event.id;
  const place = call.local.background!.open(there.account, there.region);
  const bus = findBus(place, entry.EventBusName);
  const crossed = there.account === call.account ? {} : { crossedFrom: call.account };
  if (bus) accept(place, bus, event, { hops: 0, ...crossed });
  return event.id;
}
