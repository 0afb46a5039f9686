import { type Tagging, tagList } from '../../tagging.ts';
import type { SnsState } from './state.ts';

/** Topics, in the tagging API. */
export const tagging: Tagging<SnsState> = {
  *list({ topics }) {
    for (const { arn, tags } of topics.values()) yield { arn, tags, type: 'topic' };
  },
  owns: (arn) => /^arn:aws:sns:[^:]*:[^:]*:[^:]+$/.test(arn),
  tag: ({ sns }, ResourceArn, tags) => sns.TagResource({ ResourceArn, Tags: tagList(tags) }),
  untag: ({ sns }, ResourceArn, TagKeys) => sns.UntagResource({ ResourceArn, TagKeys }),
};
