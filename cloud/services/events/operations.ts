import { CreateArchive, DeleteArchive, DescribeArchive, ListArchives, UpdateArchive } from './archives.ts';
import { CreateEventBus, DeleteEventBus, DescribeEventBus, ListEventBuses, UpdateEventBus } from './buses.ts';
import { PutEvents } from './PutEvents.ts';
import { PutPermission, RemovePermission } from './permissions.ts';
import { CancelReplay, DescribeReplay, ListReplays, StartReplay } from './replays.ts';
import { DeleteRule, DescribeRule, DisableRule, EnableRule, ListRuleNamesByTarget, ListRules, PutRule, TestEventPattern } from './rules.ts';
import { ListTagsForResource, TagResource, UntagResource } from './tags.ts';
import { ListTargetsByRule, PutTargets, RemoveTargets } from './targets.ts';

/** What EventBridge can do. */
export const operations = {
  CancelReplay,
  CreateArchive,
  CreateEventBus,
  DeleteArchive,
  DeleteEventBus,
  DeleteRule,
  DescribeArchive,
  DescribeEventBus,
  DescribeReplay,
  DescribeRule,
  DisableRule,
  EnableRule,
  ListArchives,
  ListEventBuses,
  ListReplays,
  ListRuleNamesByTarget,
  ListRules,
  ListTagsForResource,
  ListTargetsByRule,
  PutEvents,
  PutPermission,
  PutRule,
  PutTargets,
  RemovePermission,
  RemoveTargets,
  StartReplay,
  TagResource,
  TestEventPattern,
  UntagResource,
  UpdateArchive,
  UpdateEventBus,
};
