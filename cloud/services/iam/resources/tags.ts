import type { ResourceContext } from '../../../resource-type.ts';

export interface Tag {
  Key: string;
  Value: string;
}

/** The stack's tags under the resource's own. */
export function tagsOf({ stackTags }: ResourceContext, own: readonly Tag[] = []): Tag[] {
  return [...new Map([...stackTags, ...own].map(({ Key, Value }) => [Key, { Key, Value }])).values()];
}

/** The keys that the template no longer sets. */
export function droppedTags(now: readonly Tag[], before: readonly Tag[] = []): string[] {
  const kept = new Set(now.map(({ Key }) => Key));
  return before.map(({ Key }) => Key).filter((key) => !kept.has(key));
}
