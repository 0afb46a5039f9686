import { type Tagging, tagList } from '../../tagging.ts';
import type { CloudWatchState } from './state.ts';

/** Alarms, in the tagging API. */
export const tagging: Tagging<CloudWatchState> = {
  list: ({ alarms }) => alarms.values(),
  owns: (arn) => /^arn:aws:cloudwatch:[^:]*:[^:]*:alarm:/.test(arn),
  tag: ({ cloudwatch }, ResourceARN, tags) => cloudwatch.TagResource({ ResourceARN, Tags: tagList(tags) }),
  untag: ({ cloudwatch }, ResourceARN, TagKeys) => cloudwatch.UntagResource({ ResourceARN, TagKeys }),
};
