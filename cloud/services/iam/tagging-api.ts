import { type Tagging, tagList } from '../../tagging.ts';
import type { IamState } from './state.ts';

/**
 * Managed policies and instance profiles, in the tagging API of us-east-1: it does not show roles and users. Resource
 * Groups Tagging API Reference, "Services that support the Resource Groups Tagging API".
 */
export const tagging: Tagging<IamState> = {
  *list({ policies, instanceProfiles }, { region }) {
    if (region !== 'us-east-1') return;
    yield* policies.values();
    yield* instanceProfiles.values();
  },
  owns: (arn) => /^arn:aws:iam::\d{12}:(policy|instance-profile)\//.test(arn),
  tag: ({ iam }, arn, tags) =>
    arn.includes(':policy/')
      ? iam.TagPolicy({ PolicyArn: arn, Tags: tagList(tags) })
      : iam.TagInstanceProfile({ InstanceProfileName: nameIn(arn), Tags: tagList(tags) }),
  untag: ({ iam }, arn, TagKeys) =>
    arn.includes(':policy/')
      ? iam.UntagPolicy({ PolicyArn: arn, TagKeys })
      : iam.UntagInstanceProfile({ InstanceProfileName: nameIn(arn), TagKeys }),
};

const nameIn = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);
