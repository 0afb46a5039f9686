import type { GetTagKeysInput, GetTagKeysOutput, GetTagValuesInput, GetTagValuesOutput } from '@aws-sdk/client-resource-groups-tagging-api';
import type { Operation } from '../../operation.ts';
import { pageAfter } from '../../page.ts';
import { expiredToken, type TagCall, taggedResources } from './resources.ts';
import type { Local, TagState } from './state.ts';

const PAGE = 100;

/** Every tag key in use. Resource Groups Tagging API Reference, GetTagKeys. */
export const GetTagKeys: Operation<TagState, GetTagKeysInput, GetTagKeysOutput, Local> = ({ PaginationToken }, call) => {
  const { items, next } = unique(call, (tags) => tags.keys(), PaginationToken);
  return { TagKeys: items, PaginationToken: next ?? '' };
};

/** Every value that a key has somewhere. Resource Groups Tagging API Reference, GetTagValues. */
export const GetTagValues: Operation<TagState, GetTagValuesInput, GetTagValuesOutput, Local> = ({ Key, PaginationToken }, call) => {
  const values = (tags: Map<string, string>) => (tags.has(Key!) ? [tags.get(Key!)!] : []);
  const { items, next } = unique(call, values, PaginationToken);
  return { TagValues: items, PaginationToken: next ?? '' };
};

function unique(call: TagCall, read: (tags: Map<string, string>) => Iterable<string>, token: string | undefined) {
  const all = new Set<string>();
  for (const { tags } of taggedResources(call)) for (const text of read(tags)) all.add(text);
  return pageAfter(all, (text) => text, { token, size: PAGE }, expiredToken);
}
