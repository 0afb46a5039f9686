import type { Tagging } from '../../tagging.ts';
import type { LambdaState } from './state.ts';

/** Functions and event source mappings, in the tagging API. */
export const tagging: Tagging<LambdaState> = {
  *list({ functions, mappings }) {
    yield* functions.values();
    yield* mappings.values();
  },
  owns: (arn) => /^arn:aws:lambda:[^:]*:[^:]*:(function|event-source-mapping):[^:]+$/.test(arn),
  tag: ({ lambda }, Resource, Tags) => lambda.TagResource({ Resource, Tags }),
  untag: ({ lambda }, Resource, TagKeys) => lambda.UntagResource({ Resource, TagKeys }),
};
