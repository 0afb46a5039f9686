import { CreateLogGroup, DeleteLogGroup, PutLogGroupDeletionProtection } from './CreateLogGroup.ts';
import { DescribeLogGroups, ListLogGroups } from './DescribeLogGroups.ts';
import { FilterLogEvents } from './FilterLogEvents.ts';
import { GetLogEvents } from './GetLogEvents.ts';
import { DeleteMetricFilter, DescribeMetricFilters, PutMetricFilter, TestMetricFilter } from './metric-filters.ts';
import { PutLogEvents } from './PutLogEvents.ts';
import { DescribeQueries, GetQueryResults, StartQuery, StopQuery } from './queries.ts';
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
  DeleteMetricFilter,
  DeleteResourcePolicy,
  DeleteRetentionPolicy,
  DeleteSubscriptionFilter,
  DescribeLogGroups,
  DescribeLogStreams,
  DescribeMetricFilters,
  DescribeQueries,
  DescribeResourcePolicies,
  DescribeSubscriptionFilters,
  FilterLogEvents,
  GetLogEvents,
  GetQueryResults,
  ListLogGroups,
  ListTagsForResource,
  ListTagsLogGroup,
  PutLogEvents,
  PutLogGroupDeletionProtection,
  PutMetricFilter,
  PutResourcePolicy,
  PutRetentionPolicy,
  PutSubscriptionFilter,
  StartQuery,
  StopQuery,
  TagLogGroup,
  TagResource,
  TestMetricFilter,
  UntagLogGroup,
  UntagResource,
};
