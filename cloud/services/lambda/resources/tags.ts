import type { ResourceContext } from '../../../resource-type.ts';

export interface Tag {
  Key: string;
  Value: string;
}

/** A resource's own tags over its stack's. */
export function tagsOf({ stackTags }: ResourceContext, own: readonly Tag[] = []): Record<string, string> {
  return Object.fromEntries([...stackTags, ...own].map(({ Key, Value }) => [Key, Value]));
}

/** Brings a resource's tags to what they shall be. */
export async function changeTags(context: ResourceContext, Resource: string, own: readonly Tag[] = [], previous: readonly Tag[] = []) {
  const Tags = tagsOf(context, own);
  const TagKeys = previous.map(({ Key }) => Key).filter((key) => !Object.hasOwn(Tags, key));
  if (TagKeys.length > 0) await context.aws.lambda.UntagResource({ Resource, TagKeys });
  if (Object.keys(Tags).length > 0) await context.aws.lambda.TagResource({ Resource, Tags });
}

/** Template numbers may be texts. */
export function numberOf(value: number | string | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

/** Template booleans may be texts. */
export function booleanOf(value: boolean | string | undefined): boolean | undefined {
  return value === undefined ? undefined : String(value) === 'true';
}
