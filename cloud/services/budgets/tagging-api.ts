import type { Tagging } from '../../tagging.ts';
import type { BudgetsState } from './state.ts';

/** Budgets, in the tagging API of us-east-1. */
export const tagging: Tagging<BudgetsState> = {
  list: ({ budgets }, { region }) => (region === 'us-east-1' ? budgets.values() : []),
  owns: (arn) => /^arn:aws:budgets::\d{12}:budget\//.test(arn),
  tag: ({ budgets }, ResourceARN, tags) =>
    budgets.TagResource({ ResourceARN, ResourceTags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }),
  untag: ({ budgets }, ResourceARN, ResourceTagKeys) => budgets.UntagResource({ ResourceARN, ResourceTagKeys }),
};
