import { CloudFormationClient, CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  CreateScheduleGroupCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  ListTagsForResourceCommand,
  SchedulerClient,
  type Target,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AwsError } from '../../aws-error.ts';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT, TEST_REGION } from '../../host/memory.ts';
import { defineService } from '../../service.ts';
import { services } from '../index.ts';

let host: MemoryCloud;
let scheduler: SchedulerClient;
let sqs: SQSClient;
const ROLE = `arn:aws:iam::${TEST_ACCOUNT}:role/timer`;

beforeEach(async () => {
  host = await memoryCloud();
  scheduler = new SchedulerClient(host.clientOptions());
  sqs = new SQSClient(host.clientOptions());
});
afterEach(() => expect(host.faults).toEqual([]));

async function role(Action: string[], service = 'scheduler.amazonaws.com') {
  const iam = new IAMClient(host.clientOptions());
  const Version = '2012-10-17';
  const trust = { Version, Statement: { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' } };
  await iam.send(new CreateRoleCommand({ RoleName: 'timer', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const policy = { Version, Statement: { Effect: 'Allow', Action, Resource: '*' } };
  await iam.send(new PutRolePolicyCommand({ RoleName: 'timer', PolicyName: 'p', PolicyDocument: JSON.stringify(policy) }));
}

async function queue(QueueName: string) {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName }));
  const messages = async () => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'], VisibilityTimeout: 43_200 }),
    );
    return Messages;
  };
  return {
    arn: `arn:aws:sqs:${TEST_REGION}:${TEST_ACCOUNT}:${QueueName}`,
    messages,
    bodies: async () => (await messages()).map(({ Body }) => Body),
  };
}

const schedule = (input: Omit<Partial<CreateScheduleCommandInput>, 'Target'> & { Target: Partial<Target> }) =>
  scheduler.send(
    new CreateScheduleCommand({
      Name: 's',
      ScheduleExpression: 'rate(10 minutes)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      ...input,
      Target: { Arn: undefined, RoleArn: ROLE, ...input.Target },
    }),
  );
const minutes = (count: number) => host.clock.advance(count * 60_000);

test('a forgotten stack deletes itself: once, as a role that may do just that, and the schedule goes with it', async () => {
  await role(['cloudformation:DeleteStack', 'sqs:DeleteQueue', 'sqs:GetQueueAttributes']);
  const formation = new CloudFormationClient(host.clientOptions());
  const TemplateBody = JSON.stringify({ Resources: { Q: { Type: 'AWS::SQS::Queue' } } });
  await formation.send(new CreateStackCommand({ StackName: 'lab', TemplateBody }));
  const at = new Date(host.clock.now() + 3 * 3_600_000).toISOString().slice(0, 19);
  await schedule({
    ScheduleExpression: `at(${at})`,
    ActionAfterCompletion: 'DELETE',
    Target: { Arn: 'arn:aws:scheduler:::aws-sdk:cloudformation:deleteStack', Input: '{"StackName":"lab"}' },
  });
  await minutes(179);
  expect((await formation.send(new DescribeStacksCommand({ StackName: 'lab' }))).Stacks![0]!.StackStatus).toBe('CREATE_COMPLETE');
  await minutes(2);
  await expect(formation.send(new DescribeStacksCommand({ StackName: 'lab' }))).rejects.toThrow('Stack with id lab does not exist');
  expect((await scheduler.send(new ListSchedulesCommand({}))).Schedules).toEqual([]);
});

test('a recurring schedule invokes its target from now on, at its rate and with what it was told, until it is disabled', async () => {
  await role(['sqs:SendMessage']);
  const { arn, bodies } = await queue('jobs');
  const Target = { Arn: arn, Input: '{"at":"<aws.scheduler.scheduled-time>"}' };
  await schedule({ Target });
  await minutes(21);
  expect((await bodies()).sort()).toEqual(
    ['2026-11-20T00:00:00Z', '2026-11-20T00:10:00Z', '2026-11-20T00:20:00Z'].map((time) => `{"at":"${time}"}`),
  );
  await scheduler.send(
    new UpdateScheduleCommand({
      Name: 's',
      State: 'DISABLED',
      ScheduleExpression: 'rate(10 minutes)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { ...Target, RoleArn: ROLE },
    }),
  );
  await minutes(60);
  expect(await bodies()).toEqual([]);
  expect(await scheduler.send(new GetScheduleCommand({ Name: 's' }))).toMatchObject({
    Arn: `arn:aws:scheduler:${TEST_REGION}:${TEST_ACCOUNT}:schedule/default/s`,
    State: 'DISABLED',
    ScheduleExpressionTimezone: 'UTC',
    ActionAfterCompletion: 'NONE',
    Target: { RetryPolicy: { MaximumRetryAttempts: 185 } },
  });
});

test('a flexible schedule comes within its window', async () => {
  await role(['sqs:SendMessage']);
  const { arn, bodies } = await queue('jobs');
  await schedule({
    ScheduleExpression: 'at(2026-11-20T01:00:00)',
    FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 30 },
    Target: { Arn: arn },
  });
  await minutes(60);
  expect(await bodies()).toEqual([]);
  await minutes(31);
  expect(JSON.parse((await bodies())[0]!)).toMatchObject({ source: 'aws.scheduler', time: '2026-11-20T01:00:00Z' });
});

test('what the role may not do goes to the dead-letter queue at once', async () => {
  await role(['sqs:SendMessage']);
  const dead = await queue('dead');
  const Target = {
    Arn: 'arn:aws:scheduler:::aws-sdk:sqs:purgeQueue',
    Input: '{"QueueUrl":"x"}',
    DeadLetterConfig: { Arn: dead.arn },
    RetryPolicy: { MaximumRetryAttempts: 2 },
  };
  await schedule({ ScheduleExpression: 'at(2026-11-20T00:05:00)', Target });
  await minutes(6);
  const [message] = await dead.messages();
  const facts = Object.fromEntries(Object.entries(message!.MessageAttributes!).map(([name, { StringValue }]) => [name, StringValue]));
  expect(message!.Body).toBe('{"QueueUrl":"x"}');
  expect(facts).toMatchObject({
    ERROR_CODE: 'AccessDenied',
    RETRY_ATTEMPTS: '0',
    SCHEDULED_TIME: '2026-11-20T00:05:00Z',
    TARGET_ARN: Target.Arn,
  });
  expect(facts.EXHAUSTED_RETRY_CONDITION).toBeUndefined();
});

test('what is throttled is tried again, as often as the retry policy says', async () => {
  let asked = 0;
  const things = defineService({
    name: 'things',
    wires: [],
    scope: 'region',
    initialState: () => ({}),
    operations: {
      StartThing: () => {
        asked += 1;
        if (asked !== 3) throw new AwsError('ThrottlingException', 'Rate exceeded');
        return {};
      },
    },
    access: {},
    resourceTypes: [],
  });
  host = await memoryCloud({ services: [...services, things] });
  scheduler = new SchedulerClient(host.clientOptions());
  sqs = new SQSClient(host.clientOptions());
  await role(['things:*', 'sqs:SendMessage']);
  const dead = await queue('dead');
  const Target = {
    Arn: 'arn:aws:scheduler:::aws-sdk:things:startThing',
    DeadLetterConfig: { Arn: dead.arn },
    RetryPolicy: { MaximumRetryAttempts: 2 },
  };
  await schedule({ ScheduleExpression: 'at(2026-11-20T00:05:00)', Target });
  await minutes(60);
  expect(asked).toBe(3);
  expect(await dead.bodies()).toEqual([]);
  await schedule({ Name: 'again', ScheduleExpression: 'at(2026-11-20T01:05:00)', Target });
  await minutes(60);
  expect(asked).toBe(6);
  const [message] = await dead.messages();
  expect(message!.MessageAttributes!.EXHAUSTED_RETRY_CONDITION!.StringValue).toBe('MaximumRetryAttempts');
  expect(message!.MessageAttributes!.RETRY_ATTEMPTS!.StringValue).toBe('2');
});

test('a role must trust Scheduler, its caller must be told of mistakes by name', async () => {
  await role(['sqs:SendMessage'], 'lambda.amazonaws.com');
  const { arn } = await queue('jobs');
  await expect(schedule({ Target: { Arn: arn } })).rejects.toThrow(
    'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.',
  );
  await expect(schedule({ ScheduleExpression: 'rate(1 week)', Target: { Arn: arn } })).rejects.toThrow(
    'Invalid Schedule Expression rate(1 week).',
  );
  await expect(schedule({ ScheduleExpressionTimezone: 'Asia/Nowhere', Target: { Arn: arn } })).rejects.toThrow(
    'Invalid Schedule Expression Timezone',
  );
  await expect(schedule({ Target: { Arn: 'arn:aws:scheduler:::aws-sdk:sqs:listQueues' } })).rejects.toThrow(
    'Unsupported API action listQueues',
  );
  await expect(schedule({ Target: { Arn: 'arn:aws:scheduler:::aws-sdk:rekognition:startThing' } })).rejects.toThrow(
    'The embedded cloud does not implement scheduler CreateSchedule with a target of rekognition StartThing.',
  );
  await expect(schedule({ GroupName: 'none', Target: { Arn: arn } })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('a group takes its schedules along when it is deleted; two schedules of one name live in two groups', async () => {
  await role(['sqs:SendMessage']);
  const { arn, bodies } = await queue('jobs');
  await scheduler.send(new CreateScheduleGroupCommand({ Name: 'event', Tags: [{ Key: 'a', Value: '1' }] }));
  const Input = 'group';
  await schedule({ GroupName: 'event', Target: { Arn: arn, Input } });
  await schedule({
    ScheduleExpression: 'cron(0 7 * * ? *)',
    ScheduleExpressionTimezone: 'Asia/Ho_Chi_Minh',
    Target: { Arn: arn, Input: 'default' },
  });
  await expect(schedule({ Target: { Arn: arn } })).rejects.toMatchObject({
    name: 'ConflictException',
    message: 'Schedule s already exists.',
  });
  const groupArn = `arn:aws:scheduler:${TEST_REGION}:${TEST_ACCOUNT}:schedule-group/event`;
  expect((await scheduler.send(new ListTagsForResourceCommand({ ResourceArn: groupArn }))).Tags).toEqual([{ Key: 'a', Value: '1' }]);
  await minutes(1);
  await scheduler.send(new DeleteScheduleGroupCommand({ Name: 'event' }));
  await minutes(24 * 60);
  // Reason: 07:00 in Vietnam is 00:00 UTC, where this day began: it is due at once, and a day later.
  expect((await bodies()).sort()).toEqual(['default', 'default', 'group']);
});

test('templates make groups and schedules', async () => {
  await role(['sqs:SendMessage']);
  const { arn, bodies } = await queue('jobs');
  const Resources = {
    Group: { Type: 'AWS::Scheduler::ScheduleGroup', Properties: { Tags: [{ Key: 'own', Value: '1' }] } },
    Every: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        GroupName: { Ref: 'Group' },
        ScheduleExpression: 'rate(1 hours)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: arn, RoleArn: ROLE, Input: 'tick', RetryPolicy: { MaximumRetryAttempts: '3' } },
      },
    },
  };
  const Outputs = { Arn: { Value: { 'Fn::GetAtt': ['Every', 'Arn'] } } };
  const formation = new CloudFormationClient(host.clientOptions());
  await formation.send(new CreateStackCommand({ StackName: 'x', TemplateBody: JSON.stringify({ Resources, Outputs }) }));
  await minutes(1);
  const { Stacks } = await formation.send(new DescribeStacksCommand({ StackName: 'x' }));
  expect(Stacks![0]!.StackStatus).toBe('CREATE_COMPLETE');
  expect(Stacks![0]!.Outputs![0]!.OutputValue).toMatch(/:schedule\/x-Group-[A-Za-z0-9]+\/x-Every-/);
  expect(await bodies()).toEqual(['tick']);
});
