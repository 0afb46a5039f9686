import { type Tagging, tagList } from '../../tagging.ts';
import type { EcrState } from './state.ts';

/** Repositories, in the tagging API. */
export const tagging: Tagging<EcrState> = {
  list: ({ repositories }) => repositories.values(),
  owns: (arn) => /^arn:aws:ecr:[^/]+:repository\//.test(arn),
  tag: ({ ecr }, resourceArn, tags) => ecr.TagResource({ resourceArn, tags: tagList(tags) }),
  untag: ({ ecr }, resourceArn, tagKeys) => ecr.UntagResource({ resourceArn, tagKeys }),
};
