import { CreateLogGroup, DeleteLogGroup, PutLogGroupDeletionProtection } from './CreateLogGroup.ts';
import { DescribeLogGroups, ListLogGroups } from './DescribeLogGroups.ts';
import { FilterLogEvents } from './FilterLogEvents.ts';
import { GetLogEvents } from './GetLogEvents.ts';
import { PutLogEvents } from './PutLogEvents.ts';
import { DeleteRetentionPolicy, PutRetentionPolicy } from './retention.ts';
import { CreateLogStream, DeleteLogStream, DescribeLogStreams } from './streams.ts';
import { ListTagsForResource, ListTagsLogGroup, TagLogGroup, TagResource, UntagLogGroup, UntagResource } from './tags.ts';

export const operations = {
  CreateLogGroup,
  CreateLogStream,
  DeleteLogGroup,
  DeleteLogStream,
  DeleteRetentionPolicy,
  DescribeLogGroups,
  DescribeLogStreams,
  FilterLogEvents,
  GetLogEvents,
  ListLogGroups,
  ListTagsForResource,
  ListTagsLogGroup,
  PutLogEvents,
  PutLogGroupDeletionProtection,
  PutRetentionPolicy,
  TagLogGroup,
  TagResource,
  UntagLogGroup,
  UntagResource,
};
