import { CreateLogGroup, DeleteLogGroup, PutLogGroupDeletionProtection } from './CreateLogGroup.ts';
import { DescribeLogGroups, ListLogGroups } from './DescribeLogGroups.ts';
import { FilterLogEvents } from './FilterLogEvents.ts';
import { GetLogEvents } from './GetLogEvents.ts';
import { PutLogEvents } from './PutLogEvents.ts';
import { DeleteResourcePolicy, DescribeResourcePolicies, PutResourcePolicy } from './resource-policies.ts';
import { DeleteRetentionPolicy, PutRetentionPolicy } from './retention.ts';
import { CreateLogStream, DeleteLogStream, DescribeLogStreams } from './streams.ts';
import { DeleteSubscriptionFilter, DescribeSubscriptionFilters, PutSubscriptionFilter } from './subscription-filters.ts';
import { ListTagsForResource, ListTagsLogGroup, TagLogGroup, TagResource, UntagLogGroup, UntagResource } from './tags.ts';

export const operations = {
  CreateLogGroup,
  CreateLogStream,
  DeleteLogGroup,
  DeleteLogStream,
  DeleteResourcePolicy,
  DeleteRetentionPolicy,
  DeleteSubscriptionFilter,
  DescribeLogGroups,
  DescribeLogStreams,
  DescribeResourcePolicies,
  DescribeSubscriptionFilters,
  FilterLogEvents,
  GetLogEvents,
  ListLogGroups,
  ListTagsForResource,
  ListTagsLogGroup,
  PutLogEvents,
  PutLogGroupDeletionProtection,
  PutResourcePolicy,
  PutRetentionPolicy,
  PutSubscriptionFilter,
  TagLogGroup,
  TagResource,
  UntagLogGroup,
  UntagResource,
};
