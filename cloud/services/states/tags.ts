import type * as sdk from '@aws-sdk/client-sfn';
import { tryParseArn } from '../../arn.ts';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import type { Principal } from '../../principal.ts';
import { isReservedTagKey, userTags } from '../../tag-keys.ts';
import { invalidArn } from './errors.ts';
import type { Local, StatesCall } from './local.ts';
import type { StatesState } from './state.ts';

type Op<Input, Output> = Operation<StatesState, Input, Output, Local>;

const MOST_TAGS = 50;

function tagsAt({ state }: Pick<StatesCall, 'state'>, arn: string): { tags: Map<string, string> } {
  if (tryParseArn(arn)?.service !== 'states') throw invalidArn('Invalid ARN prefix');
  const tagged = state.machines.get(arn) ?? state.activities.get(arn);
  if (!tagged) throw new AwsError('ResourceNotFound', `Resource not found: '${arn}'`);
  return tagged;
}

/** Throws TooManyTags, ValidationException. */
export function checkTags(tags: ReadonlyMap<string, string>, caller: Principal, present: ReadonlyMap<string, string> = new Map()): void {
  if (userTags(new Set([...present.keys(), ...tags.keys()])) > MOST_TAGS)
    throw new AwsError('TooManyTags', `Too many tags: the limit is ${MOST_TAGS}`);
  for (const [key, value] of tags) {
    if (isReservedTagKey(key, caller))
      throw new AwsError('ValidationException', "Tag keys starting with 'aws:' are reserved for internal use");
    if (key.length < 1 || key.length > 128 || value.length > 256) throw new AwsError('ValidationException', `Invalid tag: '${key}'`);
  }
}

export const TagResource: Op<sdk.TagResourceInput, sdk.TagResourceOutput> = (input, call) => {
  const tagged = tagsAt(call, input.resourceArn!);
  const added = new Map(input.tags!.map(({ key, value }) => [key!, value ?? ''] as const));
  checkTags(added, call.principal, tagged.tags);
  for (const [key, value] of added) tagged.tags.set(key, value);
  return {};
};

export const UntagResource: Op<sdk.UntagResourceInput, sdk.UntagResourceOutput> = (input, call) => {
  const tagged = tagsAt(call, input.resourceArn!);
  for (const key of input.tagKeys!) {
    if (isReservedTagKey(key, call.principal))
      throw new AwsError('ValidationException', "Tag keys starting with 'aws:' are reserved for internal use");
    tagged.tags.delete(key);
  }
  return {};
};

export const ListTagsForResource: Op<sdk.ListTagsForResourceInput, sdk.ListTagsForResourceOutput> = (input, call) => ({
  tags: [...tagsAt(call, input.resourceArn!).tags].map(([key, value]) => ({ key, value })),
});
