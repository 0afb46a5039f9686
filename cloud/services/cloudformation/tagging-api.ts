import type { Tagging } from '../../tagging.ts';
import type { CloudFormationState } from './state.ts';

/** Stacks, in the tagging API: their tags are changed by updating them only. */
export const tagging: Tagging<CloudFormationState> = {
  *list({ stacks }) {
    for (const { id, status, deployed } of stacks.values())
      if (status !== 'DELETE_COMPLETE' && deployed)
        yield { arn: id, tags: deployed.tags.map(({ Key, Value }) => [Key, Value] as const), type: 'stack' };
  },
  owns: (arn) => /^arn:aws:cloudformation:[^/]+:stack\//.test(arn),
};
