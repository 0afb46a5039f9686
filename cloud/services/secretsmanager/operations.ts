import { CreateSecret, DeleteSecret, RestoreSecret, UpdateSecret } from './lifecycle.ts';
import { GetRandomPassword } from './password.ts';
import { DeleteResourcePolicy, GetResourcePolicy, PutResourcePolicy } from './policies.ts';
import { DescribeSecret, ListSecrets } from './reading.ts';
import { TagResource, UntagResource } from './tags.ts';
import { GetSecretValue, ListSecretVersionIds, PutSecretValue, UpdateSecretVersionStage } from './versions.ts';

/** What Secrets Manager can do. */
export const operations = {
  CreateSecret,
  DeleteResourcePolicy,
  DeleteSecret,
  DescribeSecret,
  GetRandomPassword,
  GetResourcePolicy,
  GetSecretValue,
  ListSecretVersionIds,
  ListSecrets,
  PutResourcePolicy,
  PutSecretValue,
  RestoreSecret,
  TagResource,
  UntagResource,
  UpdateSecret,
  UpdateSecretVersionStage,
};
