import type { Tagging } from '../../tagging.ts';
import type { LogsState } from './state.ts';

/** Log groups, in the tagging API. */
export const tagging: Tagging<LogsState> = {
  *list({ groups }, { account, region }) {
    for (const { name, tags } of groups.values()) yield { arn: `arn:aws:logs:${region}:${account}:log-group:${name}`, tags };
  },
  owns: (arn) => /^arn:aws:logs:[^:]*:[^:]*:log-group:[^:]+$/.test(arn),
  tag: ({ logs }, resourceArn, tags) => logs.TagResource({ resourceArn, tags }),
  untag: ({ logs }, resourceArn, tagKeys) => logs.UntagResource({ resourceArn, tagKeys }),
};
