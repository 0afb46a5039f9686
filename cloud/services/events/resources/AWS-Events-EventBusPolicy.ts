import type { Condition } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../../aws-error.ts';
import type { ResourceContext, ResourceType } from '../../../resource-type.ts';

interface EventBusPolicyProperties {
  StatementId: string;
  EventBusName?: string;
  /** As policies write it; or else action, principal and condition. */
  Statement?: Record<string, unknown>;
  Action?: string;
  Principal?: string;
  Condition?: Condition;
}

/** CloudFormation Template Reference, AWS::Events::EventBusPolicy: one statement of the bus's policy. */
export const EventBusPolicy: ResourceType<EventBusPolicyProperties> = {
  type: 'AWS::Events::EventBusPolicy',
  properties: {
    StatementId: 'replace',
    EventBusName: 'replace',
    Statement: { '*': 'update' },
    Action: 'update',
    Principal: 'update',
    Condition: { Type: 'update', Key: 'update', Value: 'update' },
  },
  async create(context, properties) {
    await put(context, properties);
    return `${properties.EventBusName ?? 'default'}|${properties.StatementId}`;
  },
  async update(context, _id, properties) {
    await put(context, properties);
  },
  async delete({ aws }, _id, { StatementId, EventBusName }) {
    try {
      await aws.events.RemovePermission({ StatementId, ...(EventBusName !== undefined && { EventBusName }) });
    } catch (error) {
      if (!(error instanceof AwsError && error.code === 'ResourceNotFoundException')) throw error;
    }
  },
};

async function put({ aws }: ResourceContext, { Statement, StatementId, EventBusName, ...rest }: EventBusPolicyProperties): Promise<void> {
  const on = EventBusName === undefined ? {} : { EventBusName };
  if (!Statement) {
    await aws.events.PutPermission({ ...on, StatementId, ...rest });
    return;
  }
  const { Policy } = await aws.events.DescribeEventBus(EventBusName === undefined ? {} : { Name: EventBusName });
  const present: { Sid?: string }[] = Policy === undefined ? [] : JSON.parse(Policy).Statement;
  const others = present.filter(({ Sid }) => Sid !== StatementId);
  const all = { Version: '2012-10-17', Statement: [...others, { ...Statement, Sid: StatementId }] };
  await aws.events.PutPermission({ ...on, Policy: JSON.stringify(all) });
}
