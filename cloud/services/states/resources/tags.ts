import type { ResourceContext } from '../../../resource-type.ts';

export interface Tagged {
  Tags?: { Key: string; Value: string }[];
}

/** The stack's tags and the resource's own, as Step Functions spells them. */
export function tagsOf({ stackTags }: ResourceContext, { Tags = [] }: Tagged): { key: string; value: string }[] {
  return [...new Map([...stackTags, ...Tags].map(({ Key, Value }) => [Key, { key: Key, value: Value }])).values()];
}

/** Sets what is new and removes what is gone. */
export async function changeTags(context: ResourceContext, resourceArn: string, properties: Tagged, previous: Tagged): Promise<void> {
  const tags = tagsOf(context, properties);
  const tagKeys = (previous.Tags ?? []).map(({ Key }) => Key).filter((name) => !tags.some(({ key }) => key === name));
  if (tagKeys.length > 0) await context.aws.states.UntagResource({ resourceArn, tagKeys });
  if (tags.length > 0) await context.aws.states.TagResource({ resourceArn, tags });
}
