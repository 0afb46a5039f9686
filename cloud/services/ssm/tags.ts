import type { Tag } from '@aws-sdk/client-ssm';
import { AwsError } from '../../aws-error.ts';
import type { Principal } from '../../principal.ts';
import { isReservedTagKey, userTags } from '../../tag-keys.ts';
import { validation } from './names.ts';

const MOST_TAGS = 50;

export function toTags(list: readonly Tag[] | undefined, caller: Principal): Map<string, string> {
  const tags = new Map<string, string>();
  addTags(tags, list, caller);
  return tags;
}

export function addTags(tags: Map<string, string>, added: readonly Tag[] | undefined, caller: Principal): void {
  const merged = new Map(tags);
  for (const { Key = '', Value = '' } of added ?? []) {
    refuseReserved(Key, caller);
    merged.set(Key, Value);
  }
  if (userTags(merged.keys()) > MOST_TAGS) throw new AwsError('TooManyTagsError', `A resource can have a maximum of ${MOST_TAGS} tags.`);
  for (const [key, value] of merged) tags.set(key, value);
}

/** Throws ValidationException for a key that is AWS's own. */
export function refuseReserved(key: string, caller: Principal): void {
  if (isReservedTagKey(key, caller)) throw validation(`Tag key ${key} is reserved: keys must not begin with aws:.`);
}
