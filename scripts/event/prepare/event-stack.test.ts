import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { EventStack } from '#cdk/event-stack.ts';
import { memoryCloud } from '../../../cloud/host/memory.ts';

const ACCOUNT = '111122223333';
const REGION = 'ap-southeast-1';
const synthesise = (budget: { usd: number; notify?: string }) => {
  const app = new App({ analyticsReporting: false });
  return new EventStack(app, 'Event', { stackName: 'workshop-event-day', event: 'day', regions: [REGION], budget });
};

test('a budget is made where it has somebody to tell', () => {
  Template.fromStack(synthesise({ usd: 5, notify: 'teacher@example.com' })).hasResourceProperties('AWS::Budgets::Budget', {
    Budget: { BudgetLimit: { Amount: 5, Unit: 'USD' }, TimeUnit: 'MONTHLY' },
  });
  Template.fromStack(synthesise({ usd: 5 })).resourceCountIs('AWS::Budgets::Budget', 0);
});

test('a participant may work in the region of the event, and neither elsewhere nor on the guardrails', async () => {
  const { root, cloud, clock } = await memoryCloud();
  const TemplateBody = JSON.stringify(Template.fromStack(synthesise({ usd: 5 })).toJSON());
  const { cloudformation, sts } = root(ACCOUNT, REGION);
  await cloudformation.CreateStack({ StackName: 'workshop-event-day', TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM'] });
  await clock.advance(5000);
  expect((await cloudformation.DescribeStacks({ StackName: 'workshop-event-day' })).Stacks![0]!.StackStatus).toBe('CREATE_COMPLETE');
  const RoleArn = `arn:aws:iam::${ACCOUNT}:role/workshop-participant`;
  const { AssumedRoleUser } = await sts.AssumeRole({ RoleArn, RoleSessionName: 'mai' });
  const roleId = AssumedRoleUser!.AssumedRoleId!.split(':')[0]!;
  const session = {
    type: 'assumed-role',
    account: ACCOUNT,
    roleArn: RoleArn,
    roleId,
    sessionName: 'mai',
    arn: AssumedRoleUser!.Arn!,
  } as const;
  const as = (region: string) => cloud.as(session, ACCOUNT, region);
  await as(REGION).sqs.CreateQueue({ QueueName: 'jobs' });
  await as(REGION)
    .iam.CreateRole({ RoleName: 'own', AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}' })
    .catch((error: Error) => {
      expect(error.message).not.toMatch(/explicit deny/);
    });
  const denied = { code: 'AccessDenied', message: expect.stringContaining('explicit deny') };
  await expect(as('eu-west-1').sqs.CreateQueue({ QueueName: 'jobs' })).rejects.toMatchObject(denied);
  await expect(as(REGION).iam.CreateUser({ UserName: 'stays' })).rejects.toMatchObject(denied);
  await expect(as(REGION).iam.DeleteRolePermissionsBoundary({ RoleName: 'workshop-participant' })).rejects.toMatchObject(denied);
  const PolicyArn = `arn:aws:iam::${ACCOUNT}:policy/workshop-boundary`;
  await expect(
    as(REGION).iam.CreatePolicyVersion({ PolicyArn, PolicyDocument: '{"Version":"2012-10-17","Statement":[]}', SetAsDefault: true }),
  ).rejects.toMatchObject(denied);
  await expect(as(REGION).cloudformation.DeleteStack({ StackName: 'workshop-event-day' })).rejects.toMatchObject(denied);
});
