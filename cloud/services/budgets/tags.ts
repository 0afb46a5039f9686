import type * as sdk from '@aws-sdk/client-budgets';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import type { Principal } from '../../principal.ts';
import { isReservedTagKey, userTags } from '../../tag-keys.ts';
import { type BudgetsCall, invalid } from './records.ts';
import type { BudgetsState } from './state.ts';

const MOST_TAGS = 50;

/** Adds to or overwrites tags. Throws InvalidParameterException, ServiceQuotaExceededException. */
export function addTags(tags: Map<string, string>, added: readonly sdk.ResourceTag[] = [], caller: Principal): void {
  for (const { Key } of added) refuseReserved(Key!, caller);
  if (userTags(new Set([...tags.keys(), ...added.map(({ Key }) => Key!)])) > MOST_TAGS)
    throw new AwsError('ServiceQuotaExceededException', `A budget can have at most ${MOST_TAGS} tags.`);
  for (const { Key, Value } of added) tags.set(Key!, Value!);
}

function refuseReserved(key: string, caller: Principal): void {
  if (isReservedTagKey(key, caller)) throw invalid('aws: prefixed tag key names are not allowed for external use.');
}

/** Budgets API Reference, TagResource. */
export const TagResource: Operation<BudgetsState, sdk.TagResourceRequest, sdk.TagResourceResponse> = (input, call) => {
  addTags(tagsAt(call, input.ResourceARN!), input.ResourceTags, call.principal);
  return {};
};

export const UntagResource: Operation<BudgetsState, sdk.UntagResourceRequest, sdk.UntagResourceResponse> = (input, call) => {
  const tags = tagsAt(call, input.ResourceARN!);
  for (const key of input.ResourceTagKeys!) refuseReserved(key, call.principal);
  for (const key of input.ResourceTagKeys!) tags.delete(key);
  return {};
};

export const ListTagsForResource: Operation<BudgetsState, sdk.ListTagsForResourceRequest, sdk.ListTagsForResourceResponse> = (
  input,
  call,
) => ({ ResourceTags: [...tagsAt(call, input.ResourceARN!)].map(([Key, Value]) => ({ Key, Value })) });

function tagsAt({ state }: BudgetsCall, arn: string): Map<string, string> {
  for (const record of state.budgets.values()) if (record.arn === arn) return record.tags;
  throw new AwsError('NotFoundException', `Unable to get budget: ${arn} - the budget doesn't exist.`);
}
