import { describe, expect, test } from 'vitest';
import { memoryCloud, TEST_ACCOUNT, TEST_REGION } from '../../host/memory.ts';
import { iam } from '../iam/service.ts';
import { sts } from './service.ts';

const trust = (principal: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }] });

async function start() {
  const host = await memoryCloud({ services: [iam, sts] });
  return { ...host, aws: host.root() };
}

describe('AssumeRole', () => {
  test('a service may assume the role that trusts it, and no other service may', async () => {
    const { aws, cloud } = await start();
    const { Role: role } = await aws.iam.CreateRole({
      RoleName: 'Fn',
      AssumeRolePolicyDocument: trust({ Service: 'lambda.amazonaws.com' }),
    });
    const as = (service: string) => cloud.as({ type: 'service', service }, TEST_ACCOUNT, TEST_REGION).sts;
    const { AssumedRoleUser: user } = await as('lambda.amazonaws.com').AssumeRole({ RoleArn: role?.Arn, RoleSessionName: 'Fn' });
    expect(user).toEqual({ AssumedRoleId: `${role?.RoleId}:Fn`, Arn: `arn:aws:sts::${TEST_ACCOUNT}:assumed-role/Fn/Fn` });
    await expect(as('ec2.amazonaws.com').AssumeRole({ RoleArn: role?.Arn, RoleSessionName: 'Fn' })).rejects.toMatchObject({
      code: 'AccessDenied',
      message: `User: ec2.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: ${role?.Arn}`,
    });
  });
});
