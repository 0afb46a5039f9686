import type { PutEventsRequest } from '@aws-sdk/client-eventbridge';
import { archiveArn } from './archives.ts';
import { busArnOf, busNameOf, DEFAULT_BUS, type EventsCall } from './buses.ts';
import { ruleArn } from './rules.ts';

interface Names {
  Name?: string;
  Rule?: string;
  EventBusName?: string;
  ArchiveName?: string;
  ReplayName?: string;
  ResourceARN?: string;
  Targets?: { Arn?: string }[];
}

type Place = Pick<EventsCall, 'account' | 'region'>;

const onRule = ({ Name, Rule, EventBusName }: Names, place: Place) => ruleArn(place, busNameOf(EventBusName), (Rule ?? Name)!);
const onBus = ({ Name, EventBusName }: Names, place: Place) => busArnOf(place, Name ?? EventBusName ?? DEFAULT_BUS);
const onArchive = ({ ArchiveName }: Names, place: Place) => archiveArn(place, ArchiveName!);
const onReplay = ({ ReplayName }: Names, { account, region }: Place) => `arn:aws:events:${region}:${account}:replay/${ReplayName}`;
const onResource = ({ ResourceARN }: Names) => ResourceARN!;
const onAll = () => '*';

/** What each operation is about. Service Authorization Reference, "Amazon EventBridge". */
const RESOURCES: Record<string, (input: Names, place: Place) => string> = {
  CancelReplay: onReplay,
  CreateArchive: onArchive,
  CreateEventBus: onBus,
  DeleteArchive: onArchive,
  DeleteEventBus: onBus,
  DeleteRule: onRule,
  DescribeArchive: onArchive,
  DescribeEventBus: onBus,
  DescribeReplay: onReplay,
  DescribeRule: onRule,
  DisableRule: onRule,
  EnableRule: onRule,
  ListArchives: onAll,
  ListEventBuses: onAll,
  ListReplays: onAll,
  ListRuleNamesByTarget: onAll,
  ListRules: onAll,
  ListTagsForResource: onResource,
  ListTargetsByRule: onRule,
  PutPermission: onBus,
  PutRule: onRule,
  RemovePermission: onBus,
  RemoveTargets: onRule,
  StartReplay: onReplay,
  TagResource: onResource,
  TestEventPattern: onAll,
  UntagResource: onResource,
  UpdateArchive: onArchive,
  UpdateEventBus: onBus,
};

export const access = {
  ...Object.fromEntries(
    Object.entries(RESOURCES).map(([operation, resource]) => [
      operation,
      (input: Names, call: EventsCall) => ({ action: `events:${operation}`, resource: resource(input, call) }),
    ]),
  ),
  PutTargets: (input: Names, call: EventsCall) => ({
    action: 'events:PutTargets',
    resource: onRule(input, call),
    context: { 'events:TargetArn': (input.Targets ?? []).map(({ Arn }) => Arn!) },
  }),
  PutEvents: (input: PutEventsRequest, call: EventsCall) => {
    // Reason: AWS services send to the default bus by themselves, no policy says so.
    if (call.principal.type === 'service') return [];
    const checks = (input.Entries ?? []).map(({ EventBusName, Source, DetailType }) => ({
      action: 'events:PutEvents',
      resource: busArnOf(call, EventBusName),
      context: { 'events:source': Source ?? '', 'events:detail-type': DetailType ?? '' },
    }));
    return [...new Map(checks.map((check) => [JSON.stringify(check), check])).values()];
  },
};
