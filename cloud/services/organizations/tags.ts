import type * as sdk from '@aws-sdk/client-organizations';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { pageAfter } from '../../page.ts';
import type { Principal } from '../../principal.ts';
import { isReservedTagKey, userTags } from '../../tag-keys.ts';
import { invalidInput, isParent, managed, type OrganizationsCall } from './records.ts';
import type { Local, OrganizationsState } from './state.ts';

const MOST_TAGS = 50;

/** Throws InvalidInputException, ConstraintViolationException. */
export function tagsFrom(added: readonly sdk.Tag[] = [], caller: Principal, present: ReadonlyMap<string, string> = new Map()) {
  const tags = new Map(present);
  for (const { Key, Value } of added) {
    refuseReserved(Key!, caller);
    tags.set(Key!, Value!);
  }
  if (userTags(tags.keys()) > MOST_TAGS)
    throw new AwsError('ConstraintViolationException', `You have exceeded the number of tags allowed on this resource (${MOST_TAGS}).`);
  return tags;
}

function refuseReserved(key: string, caller: Principal): void {
  if (isReservedTagKey(key, caller)) throw invalidInput('You provided a tag key that starts with the prefix "aws:", which is reserved.');
}

/** Tags of the root, of units and accounts. Throws TargetNotFoundException. Organizations API Reference, TagResource. */
export const TagResource: Operation<OrganizationsState, sdk.TagResourceRequest, void, Local> = (input, call) => {
  const { tags, id } = tagsOf(call, input.ResourceId!);
  tags.set(id, tagsFrom(input.Tags, call.principal, tags.get(id)));
};

export const UntagResource: Operation<OrganizationsState, sdk.UntagResourceRequest, void, Local> = (input, call) => {
  const { tags, id } = tagsOf(call, input.ResourceId!);
  for (const key of input.TagKeys!) refuseReserved(key, call.principal);
  for (const key of input.TagKeys!) tags.get(id)?.delete(key);
};

export const ListTagsForResource: Operation<OrganizationsState, sdk.ListTagsForResourceRequest, sdk.ListTagsForResourceResponse, Local> = (
  input,
  call,
) => {
  const { tags, id } = tagsOf(call, input.ResourceId!);
  const { items, next } = pageAfter(
    tags.get(id) ?? [],
    ([key]) => key,
    { token: input.NextToken, size: MOST_TAGS },
    () => invalidInput('The NextToken is not valid.'),
  );
  return { Tags: items.map(([Key, Value]) => ({ Key, Value })), ...(next !== undefined && { NextToken: next }) };
};

function tagsOf(call: OrganizationsCall, id: string) {
  const organization = managed(call);
  if (!isParent(organization, id) && !organization.accounts.has(id))
    throw new AwsError('TargetNotFoundException', "We can't find a root, OU, account, or policy with the TargetId that you specified.");
  return { tags: organization.tags, id };
}
