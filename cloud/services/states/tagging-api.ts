import type { Tagging } from '../../tagging.ts';
import type { StatesState } from './state.ts';

/** State machines and activities, in the tagging API. */
export const tagging: Tagging<StatesState> = {
  *list({ machines, activities }) {
    for (const { arn, tags } of machines.values()) yield { arn, tags };
    for (const { arn, tags } of activities.values()) yield { arn, tags };
  },
  owns: (arn) => /^arn:aws:states:[^:]*:[^:]*:(stateMachine|activity):[^:]+$/.test(arn),
  tag: ({ states }, resourceArn, tags) =>
    states.TagResource({ resourceArn, tags: Object.entries(tags).map(([key, value]) => ({ key, value })) }),
  untag: ({ states }, resourceArn, tagKeys) => states.UntagResource({ resourceArn, tagKeys }),
};
