import type { ResourceContext, ResourceType } from '../../../resource-type.ts';

interface GroupProperties {
  Name?: string;
  Tags?: { Key: string; Value: string }[];
}

/** CloudFormation Template Reference, AWS::Scheduler::ScheduleGroup. Ref is the group's name. */
export const ScheduleGroup: ResourceType<GroupProperties> = {
  type: 'AWS::Scheduler::ScheduleGroup',
  properties: { Name: 'replace', Tags: { Key: 'update', Value: 'update' } },
  async create(context, properties) {
    const Name = properties.Name ?? context.physicalName(64);
    await context.aws.scheduler.CreateScheduleGroup({ Name, Tags: tagsOf(context, properties) });
    return Name;
  },
  async update(context, name, properties, previous) {
    const { scheduler } = context.aws;
    const ResourceArn = arnOf(context, name);
    const Tags = tagsOf(context, properties);
    const TagKeys = (previous.Tags ?? []).map(({ Key }) => Key).filter((key) => !Tags.some(({ Key }) => Key === key));
    if (TagKeys.length > 0) await scheduler.UntagResource({ ResourceArn, TagKeys });
    await scheduler.TagResource({ ResourceArn, Tags });
  },
  async delete({ aws }, Name) {
    await aws.scheduler.DeleteScheduleGroup({ Name });
  },
  async attributes(context, Name) {
    const { State, CreationDate, LastModificationDate } = await context.aws.scheduler.GetScheduleGroup({ Name });
    return {
      Arn: arnOf(context, Name),
      State,
      CreationDate: CreationDate?.toISOString(),
      LastModificationDate: LastModificationDate?.toISOString(),
    };
  },
};

function arnOf({ account, region }: ResourceContext, name: string): string {
  return `arn:aws:scheduler:${region}:${account}:schedule-group/${name}`;
}

function tagsOf({ stackTags }: ResourceContext, { Tags = [] }: GroupProperties) {
  return [...new Map([...stackTags, ...Tags].map(({ Key, Value }) => [Key, { Key, Value }])).values()];
}
