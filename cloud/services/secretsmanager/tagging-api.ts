import { type Tagging, tagList } from '../../tagging.ts';
import type { SecretsState } from './state.ts';

/** Secrets, in the tagging API. */
export const tagging: Tagging<SecretsState> = {
  *list({ secrets }) {
    for (const { arn, tags } of secrets.values()) yield { arn, tags, type: 'secret' };
  },
  owns: (arn) => /^arn:aws:secretsmanager:[^:]*:[^:]*:secret:/.test(arn),
  tag: ({ secretsmanager }, SecretId, tags) => secretsmanager.TagResource({ SecretId, Tags: tagList(tags) }),
  untag: ({ secretsmanager }, SecretId, TagKeys) => secretsmanager.UntagResource({ SecretId, TagKeys }),
};
