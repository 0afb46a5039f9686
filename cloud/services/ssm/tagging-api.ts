import { type Tagging, tagList } from '../../tagging.ts';
import type { SsmState } from './state.ts';

/** Parameters, in the tagging API. */
export const tagging: Tagging<SsmState> = {
  list: ({ parameters }) => parameters.values(),
  owns: (arn) => /^arn:aws:ssm:[^/]+:parameter\//.test(arn),
  tag: ({ ssm }, arn, tags) => ssm.AddTagsToResource({ ResourceType: 'Parameter', ResourceId: nameIn(arn), Tags: tagList(tags) }),
  untag: ({ ssm }, arn, TagKeys) => ssm.RemoveTagsFromResource({ ResourceType: 'Parameter', ResourceId: nameIn(arn), TagKeys }),
};

/** Names in paths keep their slash, others had it added. */
function nameIn(arn: string): string {
  const name = arn.slice(arn.indexOf(':parameter/') + ':parameter/'.length);
  return name.includes('/') ? `/${name}` : name;
}
