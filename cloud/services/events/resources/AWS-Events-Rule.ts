import type { PutRuleRequest, RuleState, Target } from '@aws-sdk/client-eventbridge';
import type { ResourceContext, ResourceType } from '../../../resource-type.ts';

type Tags = { Key: string; Value: string }[];

interface RuleProperties {
  Name?: string;
  EventBusName?: string;
  Description?: string;
  EventPattern?: object;
  ScheduleExpression?: string;
  State?: RuleState;
  RoleArn?: string;
  Targets?: Target[];
  Tags?: Tags;
}

/** CloudFormation Template Reference, AWS::Events::Rule. Ref is the rule's name, on another bus than the default one after the bus's: `bus|rule`. */
export const Rule: ResourceType<RuleProperties> = {
  type: 'AWS::Events::Rule',
  properties: {
    Name: 'replace',
    EventBusName: 'replace',
    Description: 'update',
    EventPattern: { '*': 'update' },
    ScheduleExpression: 'update',
    State: 'update',
    RoleArn: 'update',
    Targets: {
      Id: 'update',
      Arn: 'update',
      RoleArn: 'update',
      Input: 'update',
      InputPath: 'update',
      InputTransformer: { InputPathsMap: { '*': 'update' }, InputTemplate: 'update' },
      DeadLetterConfig: { Arn: 'update' },
      RetryPolicy: { MaximumEventAgeInSeconds: 'update', MaximumRetryAttempts: 'update' },
      SqsParameters: { MessageGroupId: 'update' },
      KinesisParameters: { PartitionKeyPath: 'update' },
    },
    Tags: { Key: 'update', Value: 'update' },
  },
  async create(context, properties) {
    const Name = properties.Name ?? context.physicalName(64);
    const bus = busNameOf(properties.EventBusName);
    const id = bus === 'default' ? Name : `${bus}|${Name}`;
    await context.aws.events.PutRule({ ...settingsOf(properties), Name, Tags: tagsOf(context, properties) });
    context.initiated?.(id);
    await putTargets(context, Name, properties);
    return id;
  },
  async update(context, id, properties, previous) {
    const Name = nameOf(id);
    const { RuleArn } = await context.aws.events.PutRule({ ...settingsOf(properties), Name });
    const kept = new Set(properties.Targets?.map(({ Id }) => Id));
    const gone = (previous.Targets ?? []).map(({ Id }) => Id!).filter((Id) => !kept.has(Id));
    if (gone.length > 0) await context.aws.events.RemoveTargets({ Rule: Name, ...onBus(properties), Ids: gone });
    await putTargets(context, Name, properties);
    const tags = tagsOf(context, properties);
    const keys = new Set(tags.map(({ Key }) => Key));
    const { Tags: present = [] } = await context.aws.events.ListTagsForResource({ ResourceARN: RuleArn });
    const old = present.map(({ Key }) => Key!).filter((key) => !keys.has(key) && !key.startsWith('aws:'));
    if (old.length > 0) await context.aws.events.UntagResource({ ResourceARN: RuleArn, TagKeys: old });
    if (tags.length > 0) await context.aws.events.TagResource({ ResourceARN: RuleArn, Tags: tags });
  },
  async delete({ aws }, id, properties) {
    const Rule = nameOf(id);
    const { Targets = [] } = await aws.events.ListTargetsByRule({ Rule, ...onBus(properties) });
    if (Targets.length > 0) await aws.events.RemoveTargets({ Rule, ...onBus(properties), Ids: Targets.map(({ Id }) => Id!) });
    await aws.events.DeleteRule({ Name: Rule, ...onBus(properties) });
  },
  async attributes({ aws }, id, properties) {
    return { Arn: (await aws.events.DescribeRule({ Name: nameOf(id), ...onBus(properties) })).Arn };
  },
};

const nameOf = (id: string) => id.split('|').at(-1)!;
const busNameOf = (nameOrArn = 'default') => nameOrArn.split('/').at(-1)!;
const onBus = ({ EventBusName }: RuleProperties) => (EventBusName === undefined ? {} : { EventBusName });

function settingsOf({
  Description,
  EventPattern,
  ScheduleExpression,
  State,
  RoleArn,
  ...on
}: RuleProperties): Omit<PutRuleRequest, 'Name'> {
  return {
    ...onBus(on),
    ...(Description !== undefined && { Description }),
    ...(EventPattern !== undefined && { EventPattern: JSON.stringify(EventPattern) }),
    ...(ScheduleExpression !== undefined && { ScheduleExpression }),
    ...(State !== undefined && { State }),
    ...(RoleArn !== undefined && { RoleArn }),
  };
}

async function putTargets({ aws }: ResourceContext, Rule: string, properties: RuleProperties): Promise<void> {
  const Targets = (properties.Targets ?? []).map(targetOf);
  if (Targets.length > 0) await aws.events.PutTargets({ Rule, ...onBus(properties), Targets });
}

/** Template numbers may be texts. */
function targetOf(target: Target): Target {
  if (!target.RetryPolicy) return target;
  return { ...target, RetryPolicy: Object.fromEntries(Object.entries(target.RetryPolicy).map(([name, value]) => [name, Number(value)])) };
}

function tagsOf({ stackTags }: ResourceContext, { Tags = [] }: RuleProperties): Tags {
  return [...new Map([...stackTags, ...Tags].map((tag) => [tag.Key, tag])).values()];
}
