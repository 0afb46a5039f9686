import type { ResourceContext } from '../../../resource-type.ts';

export interface Tag {
  Key: string;
  Value: string;
}

export const TAGS = { Key: 'update', Value: 'update' } as const;

/** A resource's own tags over its stack's. */
export function tagsOf({ stackTags }: ResourceContext, own: readonly Tag[] = []): Record<string, string> {
  return Object.fromEntries([...stackTags, ...own].map(({ Key, Value }) => [Key, Value]));
}

/** Brings the tags of `/restapis/...`, `/apikeys/...` or `/usageplans/...` to what they shall be. */
export async function changeTags(context: ResourceContext, path: string, own: readonly Tag[] = [], previous: readonly Tag[] = []) {
  const resourceArn = `arn:aws:apigateway:${context.region}::${path}`;
  const tags = tagsOf(context, own);
  const tagKeys = previous.map(({ Key }) => Key).filter((key) => !Object.hasOwn(tags, key));
  if (tagKeys.length > 0) await context.aws.apigateway.UntagResource({ resourceArn, tagKeys });
  if (Object.keys(tags).length > 0) await context.aws.apigateway.TagResource({ resourceArn, tags });
}
