import type {
  ListTagsOfResourceInput,
  ListTagsOfResourceOutput,
  Tag,
  TagResourceInput,
  UntagResourceInput,
} from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../operation.ts';
import type { Principal } from '../../principal.ts';
import { isReservedTagKey, userTags } from '../../tag-keys.ts';
import { invalid, invalidParameter } from './attribute-value.ts';
import type { DynamoDbLocal, DynamoDbState, Table } from './state.ts';
import { tableOfArn } from './tables.ts';

const MAX_TAGS = 50;
const PAGE = 10;

/** API Reference, TagResource. */
export const TagResource: Operation<DynamoDbState, TagResourceInput, Record<never, never>, DynamoDbLocal> = (input, call) => {
  if (input.Tags!.length === 0) throw invalid('Atleast one Tag needs to be provided as Input.');
  addTags(tableOfArn(call, input.ResourceArn!), input.Tags!, call.principal);
  return {};
};

/** API Reference, UntagResource. */
export const UntagResource: Operation<DynamoDbState, UntagResourceInput, Record<never, never>, DynamoDbLocal> = (input, call) => {
  if (input.TagKeys!.length === 0) throw invalid('Atleast one Tag Key needs to be provided as Input.');
  const { tags } = tableOfArn(call, input.ResourceArn!);
  for (const key of input.TagKeys!) refuseReserved(key, call.principal);
  for (const key of input.TagKeys!) tags.delete(key);
  return {};
};

/** Lists tags ten at a time. API Reference, ListTagsOfResource. */
export const ListTagsOfResource: Operation<DynamoDbState, ListTagsOfResourceInput, ListTagsOfResourceOutput, DynamoDbLocal> = (
  input,
  call,
) => {
  const all = [...tableOfArn(call, input.ResourceArn!).tags];
  const start = input.NextToken === undefined ? 0 : Number(input.NextToken);
  if (!Number.isInteger(start) || start < 0) throw invalid('Invalid NextToken');
  const page = all.slice(start, start + PAGE);
  return {
    Tags: page.map(([Key, Value]) => ({ Key, Value })),
    NextToken: start + PAGE < all.length ? String(start + PAGE) : undefined,
  };
};

/** Puts tags on a table. Throws ValidationException. */
export function addTags(table: Table, tags: readonly Tag[], caller: Principal): void {
  for (const { Key } of tags) refuseReserved(Key!, caller);
  const merged = new Map([...table.tags, ...tags.map(({ Key, Value }): [string, string] => [Key!, Value!])]);
  if (userTags(merged.keys()) > MAX_TAGS) throw invalidParameter(`Too many tags: at most ${MAX_TAGS} are allowed on a resource`);
  table.tags = merged;
}

function refuseReserved(key: string, caller: Principal): void {
  if (isReservedTagKey(key, caller)) throw invalidParameter('User defined tag keys cannot start with aws:');
}
