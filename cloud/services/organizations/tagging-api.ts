import { type Tagging, tagList } from '../../tagging.ts';
import { arnOf } from './records.ts';
import type { OrganizationsState } from './state.ts';

/** Root, units and accounts, in the tagging API of us-east-1 and the management account. */
export const tagging: Tagging<OrganizationsState> = {
  *list({ organizations }, { account, region }) {
    const organization = region === 'us-east-1' ? organizations.get(account) : undefined;
    if (!organization) return;
    for (const [id, tags] of organization.tags) yield { arn: arnOf(organization, id), tags };
  },
  owns: (arn) => /^arn:aws:organizations::\d{12}:(root|ou|account)\//.test(arn),
  tag: ({ organizations }, arn, tags) => organizations.TagResource({ ResourceId: idIn(arn), Tags: tagList(tags) }),
  untag: ({ organizations }, arn, TagKeys) => organizations.UntagResource({ ResourceId: idIn(arn), TagKeys }),
};

const idIn = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);
