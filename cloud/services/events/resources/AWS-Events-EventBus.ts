import type { ResourceContext, ResourceType } from '../../../resource-type.ts';

type Tags = { Key: string; Value: string }[];

interface EventBusProperties {
  Name: string;
  Description?: string;
  Policy?: object;
  Tags?: Tags;
}

/** CloudFormation Template Reference, AWS::Events::EventBus. Ref is the bus's name. */
export const EventBus: ResourceType<EventBusProperties> = {
  type: 'AWS::Events::EventBus',
  properties: { Name: 'replace', Description: 'update', Policy: { '*': 'update' }, Tags: { Key: 'update', Value: 'update' } },
  async create(context, { Name, Description, ...properties }) {
    const { events } = context.aws;
    await events.CreateEventBus({ Name, ...(Description !== undefined && { Description }), Tags: tagsOf(context, properties) });
    context.initiated?.(Name);
    if (properties.Policy) await events.PutPermission({ EventBusName: Name, Policy: JSON.stringify(properties.Policy) });
    return Name;
  },
  async update(context, Name, properties, previous) {
    const { events } = context.aws;
    await events.UpdateEventBus({ Name, Description: properties.Description ?? '' });
    if (properties.Policy) await events.PutPermission({ EventBusName: Name, Policy: JSON.stringify(properties.Policy) });
    else if (previous.Policy) await events.RemovePermission({ EventBusName: Name, RemoveAllPermissions: true });
    const { Arn: ResourceARN } = await events.DescribeEventBus({ Name });
    const tags = tagsOf(context, properties);
    const keys = new Set(tags.map(({ Key }) => Key));
    const gone = (previous.Tags ?? []).map(({ Key }) => Key).filter((key) => !keys.has(key));
    if (gone.length > 0) await events.UntagResource({ ResourceARN, TagKeys: gone });
    if (tags.length > 0) await events.TagResource({ ResourceARN, Tags: tags });
  },
  async delete({ aws }, Name) {
    await aws.events.DeleteEventBus({ Name });
  },
  async attributes({ aws }, physicalId) {
    const { Arn, Name, Policy } = await aws.events.DescribeEventBus({ Name: physicalId });
    return { Arn, Name, ...(Policy !== undefined && { Policy }) };
  },
};

function tagsOf({ stackTags }: ResourceContext, { Tags = [] }: Pick<EventBusProperties, 'Tags'>): Tags {
  return [...new Map([...stackTags, ...Tags].map((tag) => [tag.Key, tag])).values()];
}
