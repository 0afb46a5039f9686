import type { Tag } from '@aws-sdk/client-ecr';
import { AwsError } from '../../aws-error.ts';

const MOST_TAGS = 50;

export function toTags(list: readonly Tag[] | undefined): Map<string, string> {
  const tags = new Map<string, string>();
  addTags(tags, list);
  return tags;
}

export function addTags(tags: Map<string, string>, added: readonly Tag[] | undefined): void {
  const merged = new Map(tags);
  for (const { Key = '', Value = '' } of added ?? []) merged.set(Key, Value);
  if (merged.size > MOST_TAGS) throw new AwsError('TooManyTagsException', `A repository can have a maximum of ${MOST_TAGS} tags.`);
  for (const [key, value] of merged) tags.set(key, value);
}
