import type * as sdk from '@aws-sdk/client-ssm';
import { AwsError, notImplemented } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { findParameter } from './names.ts';
import type { Parameter, SsmState } from './state.ts';
import { addTags, refuseReserved } from './tags.ts';

/** Tags of parameters. Throws InvalidResourceId, TooManyTagsError. Systems Manager API Reference, AddTagsToResource. */
export const AddTagsToResource: Operation<SsmState, sdk.AddTagsToResourceRequest, sdk.AddTagsToResourceResult> = (
  input,
  { state, principal },
) => {
  addTags(tagged(input, state).tags, input.Tags, principal);
  return {};
};

export const RemoveTagsFromResource: Operation<SsmState, sdk.RemoveTagsFromResourceRequest, sdk.RemoveTagsFromResourceResult> = (
  input,
  { state, principal },
) => {
  const { tags } = tagged(input, state);
  for (const key of input.TagKeys ?? []) refuseReserved(key, principal);
  for (const key of input.TagKeys ?? []) tags.delete(key);
  return {};
};

export const ListTagsForResource: Operation<SsmState, sdk.ListTagsForResourceRequest, sdk.ListTagsForResourceResult> = (
  input,
  { state },
) => ({ TagList: [...tagged(input, state).tags].map(([Key, Value]) => ({ Key, Value })) });

function tagged(input: { ResourceType: string | undefined; ResourceId: string | undefined }, state: SsmState): Parameter {
  if (input.ResourceType !== 'Parameter') throw notImplemented(`ssm tags of ${input.ResourceType}`);
  const parameter = findParameter(state, input.ResourceId ?? '');
  if (!parameter)
    throw new AwsError(
      'InvalidResourceId',
      `The resource ID ${input.ResourceId} is not valid. Verify that you entered the correct ID and try again.`,
    );
  return parameter;
}
