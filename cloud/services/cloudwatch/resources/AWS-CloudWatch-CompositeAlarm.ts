import type { PutCompositeAlarmInput } from '@aws-sdk/client-cloudwatch';
import type { ResourceType } from '../../../resource-type.ts';
import { arnOf } from './AWS-CloudWatch-Alarm.ts';
import { retag, tagsOf } from './alarm-tags.ts';

interface CompositeAlarmProperties {
  AlarmName?: string;
  AlarmDescription?: string;
  AlarmRule: string;
  ActionsEnabled?: boolean | string;
  AlarmActions?: string[];
  OKActions?: string[];
  InsufficientDataActions?: string[];
  Tags?: { Key: string; Value: string }[];
}

/** CloudFormation Template Reference, AWS::CloudWatch::CompositeAlarm. Ref is the alarm's name. */
export const CompositeAlarm: ResourceType<CompositeAlarmProperties> = {
  type: 'AWS::CloudWatch::CompositeAlarm',
  properties: {
    AlarmName: 'replace',
    AlarmDescription: 'update',
    AlarmRule: 'update',
    ActionsEnabled: 'update',
    AlarmActions: 'update',
    OKActions: 'update',
    InsufficientDataActions: 'update',
    Tags: { Key: 'update', Value: 'update' },
  },
  async create(context, properties) {
    const AlarmName = properties.AlarmName ?? context.physicalName(255);
    await context.aws.cloudwatch.PutCompositeAlarm({ ...inputOf(properties), AlarmName, Tags: tagsOf(context, properties) });
    return AlarmName;
  },
  async update(context, AlarmName, properties, previous) {
    await context.aws.cloudwatch.PutCompositeAlarm({ ...inputOf(properties), AlarmName });
    await retag(context, AlarmName, properties, previous);
  },
  async delete({ aws }, AlarmName) {
    await aws.cloudwatch.DeleteAlarms({ AlarmNames: [AlarmName] });
  },
  attributes: async (context, AlarmName) => ({ Arn: arnOf(context, AlarmName) }),
};

function inputOf(properties: CompositeAlarmProperties): Omit<PutCompositeAlarmInput, 'AlarmName'> {
  const { AlarmName: _name, Tags: _tags, ActionsEnabled, ...rest } = properties;
  return { ...rest, ...(ActionsEnabled !== undefined && { ActionsEnabled: String(ActionsEnabled) === 'true' }) };
}
