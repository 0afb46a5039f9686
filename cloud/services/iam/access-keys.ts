import type * as sdk from '@aws-sdk/client-iam';
import { AwsError } from '../../aws-error.ts';
import { newAccessKeyId, newSecretAccessKey } from '../../iam/access-key.ts';
import type { Call, Operation } from '../../operation.ts';
import { toAccessKey } from './answers.ts';
import { limitExceeded, missing, userNamed } from './entities.ts';
import { pageOf } from './paging.ts';
import type { AccessKey, IamState, User } from './state.ts';

const MOST_KEYS = 2;

/** Makes a long-term key; its secret is told this once. Throws LimitExceeded. IAM API Reference, CreateAccessKey. */
export const CreateAccessKey: Operation<IamState, sdk.CreateAccessKeyRequest, sdk.CreateAccessKeyResponse> = (input, call) => {
  const user = userOf(input.UserName, call);
  if (user.accessKeys.size >= MOST_KEYS) throw limitExceeded(`Cannot exceed quota for AccessKeysPerUser: ${MOST_KEYS}`);
  const key: AccessKey = {
    id: newAccessKeyId('AKIA', call.account, call.random),
    secret: newSecretAccessKey(call.random),
    active: true,
    createdAt: call.clock.now(),
  };
  user.accessKeys.set(key.id, key);
  return {
    AccessKey: {
      UserName: user.name,
      AccessKeyId: key.id,
      Status: 'Active',
      SecretAccessKey: key.secret,
      CreateDate: new Date(key.createdAt),
    },
  };
};

export const ListAccessKeys: Operation<IamState, sdk.ListAccessKeysRequest, sdk.ListAccessKeysResponse> = (input, call) => {
  const user = userOf(input.UserName, call);
  const { items, more } = pageOf(user.accessKeys.values(), ({ id }) => id, input);
  return { AccessKeyMetadata: items.map((key) => toAccessKey(user.name, key)), ...more };
};

/** Switches a key on or off. IAM API Reference, UpdateAccessKey. */
export const UpdateAccessKey: Operation<IamState, sdk.UpdateAccessKeyRequest, void> = (input, call) => {
  keyOf(userOf(input.UserName, call), input.AccessKeyId).active = input.Status === 'Active';
};

export const DeleteAccessKey: Operation<IamState, sdk.DeleteAccessKeyRequest, void> = (input, call) => {
  const user = userOf(input.UserName, call);
  user.accessKeys.delete(keyOf(user, input.AccessKeyId).id);
};

/** The named user, or the caller. */
function userOf(name: string | undefined, { state, principal }: Call<IamState>): User {
  if (name !== undefined) return userNamed(state, name);
  if (principal.type === 'user') return userNamed(state, principal.userName);
  throw new AwsError('ValidationError', 'Must specify userName when calling with non-User credentials', { status: 400 });
}

function keyOf(user: User, id = ''): AccessKey {
  return user.accessKeys.get(id) ?? missing(`The Access Key with id ${id} cannot be found.`);
}
