import type { ListTagsRequest, ListTagsResponse, TagResourceRequest, UntagResourceRequest } from '@aws-sdk/client-lambda';
import { AwsError } from '../../aws-error.ts';
import { lengthWithin, refuseViolations } from '../../constraints.ts';
import type { Call, Operation } from '../../operation.ts';
import type { Principal } from '../../principal.ts';
import { isReservedTagKey, userTags } from '../../tag-keys.ts';
import { functionAt } from './function-name.ts';
import type { Local } from './local.ts';
import type { LambdaState } from './state.ts';

const MAX_TAGS = 50;

/** Throws InvalidParameterValueException, ValidationException. */
export function checkTags(tags: Record<string, string>, caller: Principal): void {
  for (const [key, value] of Object.entries(tags)) {
    refuseViolations('ValidationException', [lengthWithin('tags', key, 1, 128), lengthWithin('tags', value, 0, 256)]);
    refuseReserved(key, caller);
  }
}

function refuseReserved(key: string, caller: Principal): void {
  if (!isReservedTagKey(key, caller)) return;
  throw new AwsError('InvalidParameterValueException', "Tag keys starting with 'aws:' are reserved for internal use.");
}

export const TagResource: Operation<LambdaState, TagResourceRequest, void, Local> = (input, call) => {
  const tags = tagsAt(call, input.Resource!);
  checkTags(input.Tags!, call.principal);
  if (userTags(new Set([...tags.keys(), ...Object.keys(input.Tags!)])) > MAX_TAGS) {
    throw new AwsError('InvalidParameterValueException', `Number of tags exceeds resource tag limit of ${MAX_TAGS}`);
  }
  for (const [key, value] of Object.entries(input.Tags!)) tags.set(key, value);
};

export const UntagResource: Operation<LambdaState, UntagResourceRequest, void, Local> = (input, call) => {
  const tags = tagsAt(call, input.Resource!);
  for (const key of input.TagKeys!) refuseReserved(key, call.principal);
  for (const key of input.TagKeys!) tags.delete(key);
};

export const ListTags: Operation<LambdaState, ListTagsRequest, ListTagsResponse, Local> = (input, call) => ({
  Tags: Object.fromEntries(tagsAt(call, input.Resource!)),
});

/** Functions and event source mappings carry tags. */
function tagsAt(call: Call<LambdaState, Local>, arn: string): Map<string, string> {
  const uuid = /:event-source-mapping:([^:]+)$/.exec(arn)?.[1];
  if (uuid === undefined) return functionAt(call, arn).tags;
  const mapping = call.state.mappings.get(uuid);
  if (!mapping) throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.');
  return mapping.tags;
}
