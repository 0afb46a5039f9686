import type { Tag } from '@aws-sdk/client-ssm';
import { AwsError } from '../../aws-error.ts';
import { validation } from './names.ts';

const MOST_TAGS = 50;

export function toTags(list: readonly Tag[] | undefined): Map<string, string> {
  const tags = new Map<string, string>();
  addTags(tags, list);
  return tags;
}

export function addTags(tags: Map<string, string>, added: readonly Tag[] | undefined): void {
  const merged = new Map(tags);
  for (const { Key = '', Value = '' } of added ?? []) {
    if (/^aws:/i.test(Key)) throw validation(`Tag key ${Key} is reserved: keys must not begin with aws:.`);
    merged.set(Key, Value);
  }
  if (merged.size > MOST_TAGS) throw new AwsError('TooManyTagsError', `A resource can have a maximum of ${MOST_TAGS} tags.`);
  for (const [key, value] of merged) tags.set(key, value);
}
