import type { ResourceContext } from '../../../resource-type.ts';

/** Unlike most types, these take tags as a map. */
export type Tags = Record<string, string>;

/** A resource's own tags over its stack's. */
export function tagsOf({ stackTags }: ResourceContext, own: Tags = {}): Tags {
  return { ...Object.fromEntries(stackTags.map(({ Key, Value }) => [Key, Value])), ...own };
}

/** Brings the tags of `/apis/...` to what they shall be. */
export async function changeTags(context: ResourceContext, path: string, own: Tags = {}, previous: Tags = {}) {
  const ResourceArn = `arn:aws:apigateway:${context.region}::${path}`;
  const Tags = tagsOf(context, own);
  const TagKeys = Object.keys(previous).filter((key) => !Object.hasOwn(Tags, key));
  if (TagKeys.length > 0) await context.aws.apigatewayv2.UntagResource({ ResourceArn, TagKeys });
  if (Object.keys(Tags).length > 0) await context.aws.apigatewayv2.TagResource({ ResourceArn, Tags });
}

/** Template numbers may be texts. */
export function numberOf(value: number | string | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

/** Template booleans may be texts. */
export function booleanOf(value: boolean | string | undefined): boolean | undefined {
  return value === undefined ? undefined : String(value) === 'true';
}
