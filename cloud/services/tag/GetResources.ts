import type { GetResourcesInput, GetResourcesOutput, TagFilter } from '@aws-sdk/client-resource-groups-tagging-api';
import type { Operation } from '../../operation.ts';
import { pageAfter } from '../../page.ts';
import { expiredToken, type Found, invalidParameter, taggedResources } from './resources.ts';
import type { Local, TagState } from './state.ts';

const MOST_RESULTS = 100;
const DEFAULT_RESULTS = 50;
const MOST_FILTERS = 50;
const MOST_VALUES = 20;
const MOST_ARNS = 100;

/**
 * What carries tags, of every service that takes part in the tagging API; users and roles do not. Throws
 * InvalidParameterException, PaginationTokenExpiredException. Resource Groups Tagging API Reference, GetResources.
 */
export const GetResources: Operation<TagState, GetResourcesInput, GetResourcesOutput, Local> = (input, call) => {
  check(input);
  const filters = input.TagFilters ?? [];
  const types = input.ResourceTypeFilters ?? [];
  const arns = input.ResourceARNList && new Set(input.ResourceARNList);
  const found = [...taggedResources(call)].filter(
    ({ arn, type, tags }) =>
      (!arns || arns.has(arn)) && (types.length === 0 || types.some((filter) => isOfType(type, filter))) && filters.every(fits(tags)),
  );
  const size = input.TagsPerPage === undefined ? (input.ResourcesPerPage ?? DEFAULT_RESULTS) : MOST_RESULTS;
  const page = pageAfter(found, ({ arn }) => arn, { token: input.PaginationToken, size: arns ? MOST_ARNS : size }, expiredToken);
  const { items, next } = input.TagsPerPage === undefined ? page : cutByTags(page, input.TagsPerPage);
  return { ResourceTagMappingList: items.map(mapping), PaginationToken: next ?? '' };
};

function check(input: GetResourcesInput): void {
  const { ResourceARNList: arns, TagFilters: filters = [], ResourcesPerPage: perPage, TagsPerPage: tagsPerPage } = input;
  if (arns) {
    if (arns.length > MOST_ARNS) throw invalidParameter(`ResourceARNList can have at most ${MOST_ARNS} items`);
    const others = ['ResourceTypeFilters', 'ResourcesPerPage', 'TagsPerPage', 'PaginationToken'] as const;
    const other = others.find((name) => input[name] !== undefined);
    if (other) throw invalidParameter(`ResourceARNList cannot be specified with ${other}`);
  }
  if (perPage !== undefined && (perPage < 1 || perPage > MOST_RESULTS))
    throw invalidParameter(`ResourcesPerPage must be between 1 and ${MOST_RESULTS}`);
  if (tagsPerPage !== undefined && (tagsPerPage < 100 || tagsPerPage > 500 || tagsPerPage % 100 !== 0))
    throw invalidParameter('TagsPerPage must be a multiple of 100 between 100 and 500');
  if (filters.length > MOST_FILTERS) throw invalidParameter(`TagFilters can have at most ${MOST_FILTERS} items`);
  for (const { Key, Values = [] } of filters) {
    if (!Key) throw invalidParameter('TagFilters: Key must not be empty');
    if (Values.length > MOST_VALUES) throw invalidParameter(`TagFilters: Values can have at most ${MOST_VALUES} items`);
  }
}

/** `sqs` means everything of the service, `sqs:queue` one type. */
function isOfType(type: string, filter: string): boolean {
  return type === filter || type.split(':')[0] === filter;
}

const fits =
  (tags: ReadonlyMap<string, string>) =>
  ({ Key, Values = [] }: TagFilter): boolean => {
    const value = tags.get(Key!);
    return value !== undefined && (Values.length === 0 || Values.includes(value));
  };

/** A resource's tags are never split; a page has at least one resource. */
function cutByTags({ items, next }: { items: Found[]; next?: string }, most: number): { items: Found[]; next?: string } {
  let tags = 0;
  const fit = items.findIndex((item, index) => {
    tags += item.tags.size;
    return tags > most && index > 0;
  });
  if (fit < 0) return next === undefined ? { items } : { items, next };
  const kept = items.slice(0, fit);
  return { items: kept, next: btoa(encodeURIComponent(kept.at(-1)!.arn)) };
}

function mapping({ arn, tags }: Found) {
  return { ResourceARN: arn, Tags: [...tags].map(([Key, Value]) => ({ Key, Value })) };
}
