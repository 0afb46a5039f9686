import { type Tagging, tagList } from '../../tagging.ts';
import type { SchedulerState } from './state.ts';

/** Schedule groups, in the tagging API. */
export const tagging: Tagging<SchedulerState> = {
  list: ({ groups }) => groups.values(),
  owns: (arn) => /^arn:aws:scheduler:[^/]+:schedule-group\//.test(arn),
  tag: ({ scheduler }, ResourceArn, tags) => scheduler.TagResource({ ResourceArn, Tags: tagList(tags) }),
  untag: ({ scheduler }, ResourceArn, TagKeys) => scheduler.UntagResource({ ResourceArn, TagKeys }),
};
