import type * as sdk from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../operation.ts';
import type { Principal } from '../../principal.ts';
import { isReservedTagKey, userTags } from '../../tag-keys.ts';
import { invalidParameter, invalidRequest, livingAt } from './secrets.ts';
import type { SecretsState } from './state.ts';

const MOST_TAGS = 50;

/** Adds to or overwrites tags. Throws InvalidParameterException, InvalidRequestException. */
export function addTags(tags: Map<string, string>, added: readonly sdk.Tag[] = [], caller: Principal): void {
  for (const { Key } of added) refuseReserved(Key!, caller);
  if (userTags(new Set([...tags.keys(), ...added.map(({ Key }) => Key!)])) > MOST_TAGS)
    throw invalidParameter(`A secret can have at most ${MOST_TAGS} tags.`);
  for (const { Key, Value = '' } of added) tags.set(Key!, Value);
}

function refuseReserved(key: string, caller: Principal): void {
  if (isReservedTagKey(key, caller)) throw invalidRequest('You can only specify tags that do not start with aws:.');
}

/** Secrets Manager API Reference, TagResource. */
export const TagResource: Operation<SecretsState, sdk.TagResourceRequest, void> = (input, call) =>
  addTags(livingAt(call, input.SecretId).tags, input.Tags, call.principal);

export const UntagResource: Operation<SecretsState, sdk.UntagResourceRequest, void> = (input, call) => {
  const { tags } = livingAt(call, input.SecretId);
  for (const key of input.TagKeys!) refuseReserved(key, call.principal);
  for (const key of input.TagKeys!) tags.delete(key);
};
