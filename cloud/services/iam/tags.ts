import type { Tag } from '@aws-sdk/client-iam';
import { AwsError } from '../../aws-error.ts';
import type { Principal } from '../../principal.ts';
import { isReservedTagKey, userTags } from '../../tag-keys.ts';
import { limitExceeded } from './entities.ts';

const MOST_TAGS = 50;

/** Adds tags to those of an entity, or refuses them all. */
export function addTags(tags: Map<string, string>, added: readonly Tag[] | undefined, caller: Principal): void {
  const merged = new Map(tags);
  const seen = new Set<string>();
  for (const { Key: key = '', Value: value = '' } of added ?? []) {
    refuseReserved(key, caller);
    if (seen.has(key.toLowerCase())) {
      throw new AwsError('InvalidInput', 'Duplicate tag keys found. Please note that Tag keys are case insensitive.');
    }
    seen.add(key.toLowerCase());
    for (const known of merged.keys()) if (known.toLowerCase() === key.toLowerCase()) merged.delete(known);
    merged.set(key, value);
  }
  if (userTags(merged.keys()) > MOST_TAGS) throw limitExceeded(`The number of tags has reached the maximum limit of ${MOST_TAGS}.`);
  tags.clear();
  for (const [key, value] of merged) tags.set(key, value);
}

export function toTags(list: readonly Tag[] | undefined, caller: Principal): Map<string, string> {
  const tags = new Map<string, string>();
  addTags(tags, list, caller);
  return tags;
}

export function removeTags(tags: Map<string, string>, keys: readonly string[] | undefined, caller: Principal): void {
  for (const key of keys ?? []) refuseReserved(key, caller);
  const removed = new Set(keys?.map((key) => key.toLowerCase()));
  for (const key of [...tags.keys()]) if (removed.has(key.toLowerCase())) tags.delete(key);
}

function refuseReserved(key: string, caller: Principal): void {
  if (!isReservedTagKey(key, caller)) return;
  throw new AwsError('InvalidInput', 'aws: prefixed tag key names are not allowed for external use.');
}

export function fromTags(tags: ReadonlyMap<string, string>): Tag[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}
