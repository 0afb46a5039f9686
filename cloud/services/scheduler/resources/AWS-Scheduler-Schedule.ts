import type { CreateScheduleInput, FlexibleTimeWindow, ScheduleState, Target } from '@aws-sdk/client-scheduler';
import type { ResourceType } from '../../../resource-type.ts';

interface ScheduleProperties {
  Name?: string;
  GroupName?: string;
  Description?: string;
  ScheduleExpression: string;
  ScheduleExpressionTimezone?: string;
  /** ISO 8601 */
  StartDate?: string;
  EndDate?: string;
  State?: ScheduleState;
  FlexibleTimeWindow: FlexibleTimeWindow;
  Target: Target;
}

/** CloudFormation Template Reference, AWS::Scheduler::Schedule. Ref is the schedule's name. */
export const Schedule: ResourceType<ScheduleProperties> = {
  type: 'AWS::Scheduler::Schedule',
  properties: {
    Name: 'replace',
    GroupName: 'replace',
    Description: 'update',
    ScheduleExpression: 'update',
    ScheduleExpressionTimezone: 'update',
    StartDate: 'update',
    EndDate: 'update',
    State: 'update',
    FlexibleTimeWindow: { Mode: 'update', MaximumWindowInMinutes: 'update' },
    Target: {
      Arn: 'update',
      RoleArn: 'update',
      Input: 'update',
      DeadLetterConfig: { Arn: 'update' },
      RetryPolicy: { MaximumEventAgeInSeconds: 'update', MaximumRetryAttempts: 'update' },
      SqsParameters: { MessageGroupId: 'update' },
      KinesisParameters: { PartitionKey: 'update' },
      EventBridgeParameters: { DetailType: 'update', Source: 'update' },
    },
  },
  async create({ aws, physicalName }, properties) {
    const Name = properties.Name ?? physicalName(64);
    await aws.scheduler.CreateSchedule({ ...inputOf(properties), Name });
    return Name;
  },
  async update({ aws }, Name, properties) {
    await aws.scheduler.UpdateSchedule({ ...inputOf(properties), Name });
  },
  async delete({ aws }, Name, { GroupName }) {
    await aws.scheduler.DeleteSchedule({ Name, ...(GroupName !== undefined && { GroupName }) });
  },
  attributes: async ({ account, region }, Name, { GroupName = 'default' }) => ({
    Arn: `arn:aws:scheduler:${region}:${account}:schedule/${GroupName}/${Name}`,
  }),
};

/** Template numbers may be texts. */
function inputOf(properties: ScheduleProperties): Omit<CreateScheduleInput, 'Name'> {
  const { Name: _, StartDate, EndDate, FlexibleTimeWindow: window, Target: target, ...rest } = properties;
  const retry = target.RetryPolicy;
  return {
    ...rest,
    ...(StartDate !== undefined && { StartDate: new Date(StartDate) }),
    ...(EndDate !== undefined && { EndDate: new Date(EndDate) }),
    FlexibleTimeWindow: {
      Mode: window.Mode,
      ...(window.MaximumWindowInMinutes !== undefined && { MaximumWindowInMinutes: Number(window.MaximumWindowInMinutes) }),
    },
    Target: {
      ...target,
      ...(retry && { RetryPolicy: Object.fromEntries(Object.entries(retry).map(([name, value]) => [name, Number(value)])) }),
    },
  };
}
