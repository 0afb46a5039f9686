import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  DecodeAuthorizationMessageCommand,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { beforeEach, describe, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT, TEST_REGION } from '../../host/memory.ts';
import { iam } from '../iam/service.ts';
import { sts } from './service.ts';

const trust = (Principal: object, Condition?: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'], ...(Condition && { Condition }) }],
  });
const ROLE = `arn:aws:iam::${TEST_ACCOUNT}:role/Target`;

let host: MemoryCloud;
let client: STSClient;
beforeEach(async () => {
  host = await memoryCloud({ services: [iam, sts] });
  client = new STSClient(host.clientOptions());
});

const makeRole = (document: string, more: object = {}) =>
  host.root().iam.CreateRole({ RoleName: 'Target', AssumeRolePolicyDocument: document, ...more });
const assume = (more: object = {}) => new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'one', ...more });

describe('AssumeRole', () => {
  test('a service may assume the role that trusts it, and no other service may', async () => {
    const { Role: role } = await makeRole(trust({ Service: 'lambda.amazonaws.com' }));
    const as = (service: string) => host.cloud.as({ type: 'service', service }, TEST_ACCOUNT, TEST_REGION).sts;
    const { AssumedRoleUser: user } = await as('lambda.amazonaws.com').AssumeRole({ RoleArn: ROLE, RoleSessionName: 'Fn' });
    expect(user).toEqual({ AssumedRoleId: `${role?.RoleId}:Fn`, Arn: `arn:aws:sts::${TEST_ACCOUNT}:assumed-role/Target/Fn` });
    await expect(as('ec2.amazonaws.com').AssumeRole({ RoleArn: ROLE, RoleSessionName: 'Fn' })).rejects.toMatchObject({
      code: 'AccessDenied',
      message: `User: ec2.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`,
    });
  });

  test('a role that does not exist is denied like one that does not trust', async () => {
    const denied = {
      name: 'AccessDenied',
      message: `User: arn:aws:iam::${TEST_ACCOUNT}:root is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`,
    };
    await expect(client.send(assume())).rejects.toMatchObject(denied);
    await makeRole(trust({ Service: 'lambda.amazonaws.com' }));
    await expect(client.send(assume())).rejects.toMatchObject(denied);
  });

  test('a role of another account is assumed if it trusts this one', async () => {
    const theirs = host.root('444455556666').iam;
    const RoleArn = 'arn:aws:iam::444455556666:role/deploy/Theirs';
    await theirs.CreateRole({ RoleName: 'Theirs', Path: '/deploy/', AssumeRolePolicyDocument: trust({ AWS: TEST_ACCOUNT }) });
    const { Credentials: found } = await client.send(assume({ RoleArn }));
    const credentials = { accessKeyId: found!.AccessKeyId!, secretAccessKey: found!.SecretAccessKey!, sessionToken: found!.SessionToken! };
    expect(await new STSClient({ ...host.clientOptions(), credentials }).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '444455556666',
      Arn: 'arn:aws:sts::444455556666:assumed-role/Theirs/one',
    });
    await expect(client.send(assume({ RoleArn: 'arn:aws:iam::444455556666:role/Theirs' }))).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test('an external id is asked for by the trust policy', async () => {
    await makeRole(trust({ AWS: TEST_ACCOUNT }, { StringEquals: { 'sts:ExternalId': 'agreed' } }));
    await expect(client.send(assume())).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(await client.send(assume({ ExternalId: 'agreed', SourceIdentity: 'mai' }))).toMatchObject({ SourceIdentity: 'mai' });
  });

  test('the duration is held to the limits of STS and of the role', async () => {
    await makeRole(trust({ AWS: TEST_ACCOUNT }), { MaxSessionDuration: 7200 });
    const { Credentials: found } = await client.send(assume({ DurationSeconds: 7200 }));
    expect(found?.Expiration?.getTime()).toBe(host.clock.now() + 7_200_000);
    await expect(client.send(assume({ DurationSeconds: 7201 }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    });
    await expect(client.send(assume({ DurationSeconds: 899 }))).rejects.toThrow(
      "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    );
    await expect(client.send(assume({ RoleSessionName: 'two words' }))).rejects.toThrow(
      "1 validation error detected: Value 'two words' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    );
  });

  test('chained sessions last one hour at most', async () => {
    await makeRole(trust({ AWS: TEST_ACCOUNT }), { MaxSessionDuration: 43200 });
    await host.root().iam.AttachRolePolicy({ RoleName: 'Target', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' });
    const { Credentials: found } = await client.send(assume());
    const credentials = { accessKeyId: found!.AccessKeyId!, secretAccessKey: found!.SecretAccessKey!, sessionToken: found!.SessionToken! };
    const chained = new STSClient({ ...host.clientOptions(), credentials });
    await chained.send(assume());
    await expect(chained.send(assume({ DurationSeconds: 3601 }))).rejects.toThrow(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  });

  test('what is not honoured is refused by name', async () => {
    await makeRole(trust({ AWS: TEST_ACCOUNT }));
    await expect(client.send(assume({ Tags: [{ Key: 'a', Value: 'b' }] }))).rejects.toThrow('sts AssumeRole with Tags');
    await expect(client.send(new DecodeAuthorizationMessageCommand({ EncodedMessage: 'x' }))).rejects.toThrow('DecodeAuthorizationMessage');
    await expect(
      client.send(new AssumeRoleWithWebIdentityCommand({ RoleArn: ROLE, RoleSessionName: 'one', WebIdentityToken: 'abcd' })),
    ).rejects.toThrow('AssumeRoleWithWebIdentity');
  });
});

test('a user exchanges its key for a session of itself', async () => {
  const { iam: admin } = host.root();
  await admin.CreateUser({ UserName: 'mai' });
  const { AccessKey: key } = await admin.CreateAccessKey({ UserName: 'mai' });
  const credentials = { accessKeyId: key!.AccessKeyId!, secretAccessKey: key!.SecretAccessKey! };
  const { Credentials: found } = await new STSClient({ ...host.clientOptions(), credentials }).send(new GetSessionTokenCommand({}));
  expect(found?.Expiration?.getTime()).toBe(host.clock.now() + 43_200_000);
  const session = { accessKeyId: found!.AccessKeyId!, secretAccessKey: found!.SecretAccessKey!, sessionToken: found!.SessionToken! };
  const asSession = new STSClient({ ...host.clientOptions(), credentials: session });
  expect(await asSession.send(new GetCallerIdentityCommand({}))).toMatchObject({ Arn: `arn:aws:iam::${TEST_ACCOUNT}:user/mai` });
  expect(await client.send(new GetAccessKeyInfoCommand({ AccessKeyId: found!.AccessKeyId! }))).toMatchObject({ Account: TEST_ACCOUNT });
});
