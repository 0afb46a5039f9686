import type { ResourceContext } from '../../../resource-type.ts';

interface Tagged {
  Tags?: { Key: string; Value: string }[];
}

/** An alarm's tags: its own over the stack's. */
export function tagsOf({ stackTags }: ResourceContext, { Tags = [] }: Tagged): { Key: string; Value: string }[] {
  const all = new Map([...stackTags, ...Tags].map(({ Key, Value }) => [Key, Value]));
  return [...all].map(([Key, Value]) => ({ Key, Value }));
}

/** Brings the tags of an alarm in line with its properties: PutMetricAlarm leaves them as they are. */
export async function retag(context: ResourceContext, name: string, properties: Tagged, previous: Tagged): Promise<void> {
  const ResourceARN = `arn:aws:cloudwatch:${context.region}:${context.account}:alarm:${name}`;
  const tags = tagsOf(context, properties);
  const gone = (previous.Tags ?? []).map(({ Key }) => Key).filter((key) => !tags.some(({ Key }) => Key === key));
  if (gone.length > 0) await context.aws.cloudwatch.UntagResource({ ResourceARN, TagKeys: gone });
  if (tags.length > 0) await context.aws.cloudwatch.TagResource({ ResourceARN, Tags: tags });
}
