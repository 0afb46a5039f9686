import { expect, test } from 'vitest';
import { memoryCloud } from '../../host/memory.ts';
import { iam } from '../iam/service.ts';
import { logs } from './service.ts';

const arn = 'arn:aws:logs:ap-southeast-1:111122223333:log-group:/aws/lambda/Map';

/** A role that may do these things, and nothing else. */
async function roleWith(Action: string | string[], Resource: string | string[]) {
  const { root, cloud, clock } = await memoryCloud({ services: [iam, logs] });
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  const { Role } = await root().iam.CreateRole({ RoleName: 'r', AssumeRolePolicyDocument: JSON.stringify(trust) });
  const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] };
  await root().iam.PutRolePolicy({ RoleName: 'r', PolicyName: 'p', PolicyDocument: JSON.stringify(document) });
  const client = cloud.as(
    {
      type: 'assumed-role',
      account: '111122223333',
      roleArn: Role!.Arn!,
      roleId: Role!.RoleId!,
      sessionName: 's',
      arn: 'arn:aws:sts::111122223333:assumed-role/r/s',
    },
    '111122223333',
    'ap-southeast-1',
  ).logs;
  return { root: root().logs, client, now: clock.now() };
}
const group = { logGroupName: '/aws/lambda/Map' };
const stream = { ...group, logStreamName: 'a' };

test('a policy on the group with :* covers the group and its streams, of this group only', async () => {
  const { client, root, now } = await roleWith(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], `${arn}:*`);
  await client.CreateLogGroup(group);
  await client.CreateLogStream(stream);
  await client.PutLogEvents({ ...stream, logEvents: [{ timestamp: now, message: 'x' }] });
  await expect(client.GetLogEvents(stream)).rejects.toMatchObject({
    code: 'AccessDenied',
    message: `User: arn:aws:sts::111122223333:assumed-role/r/s is not authorized to perform: logs:GetLogEvents on resource: ${arn}:log-stream:a because no identity-based policy allows the logs:GetLogEvents action`,
  });
  await root.CreateLogGroup({ logGroupName: 'other' });
  await expect(client.CreateLogStream({ logGroupName: 'other', logStreamName: 'a' })).rejects.toMatchObject({ code: 'AccessDenied' });
});

test('a policy on the bare group covers neither its streams nor its events', async () => {
  const { client, root } = await roleWith('logs:*', arn);
  await root.CreateLogGroup(group);
  await client.TagResource({ resourceArn: arn, tags: { a: '1' } });
  await expect(client.CreateLogStream(stream)).rejects.toMatchObject({ code: 'AccessDenied' });
  await expect(client.FilterLogEvents(group)).rejects.toMatchObject({ code: 'AccessDenied' });
});

test('listing groups is asked for all of them', async () => {
  const { client } = await roleWith('logs:DescribeLogGroups', 'arn:aws:logs:ap-southeast-1:111122223333:*');
  expect((await client.DescribeLogGroups({})).logGroups).toEqual([]);
  const narrow = await roleWith('logs:DescribeLogGroups', `${arn}:*`);
  await expect(narrow.client.DescribeLogGroups({})).rejects.toMatchObject({ code: 'AccessDenied' });
});
