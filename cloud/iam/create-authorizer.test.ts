// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables look like template strings.
import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { beforeEach, describe, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT } from '../host/memory.ts';
import type { Aws } from '../services/aws.ts';
import { ecr } from '../services/ecr/service.ts';
import { iam } from '../services/iam/service.ts';
import { ssm } from '../services/ssm/service.ts';
import { sts } from '../services/sts/service.ts';

const OTHER = '444455556666';
const statement = (more: object) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...more }] });
const trustAccount = (AWS: string) => statement({ Action: 'sts:AssumeRole', Principal: { AWS } });
const PARAMETER = `arn:aws:ssm:ap-southeast-1:${TEST_ACCOUNT}:parameter/a`;

let host: MemoryCloud;
let root: Aws;
beforeEach(async () => {
  host = await memoryCloud({ services: [iam, sts, ssm, ecr] });
  root = host.root();
  await root.iam.CreateRole({ RoleName: 'Reader', AssumeRolePolicyDocument: trustAccount(TEST_ACCOUNT) });
});

/** Client options of a key that STS or IAM issued. */
function withKey(AccessKeyId: string, SecretAccessKey: string, SessionToken?: string) {
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, ...(SessionToken && { sessionToken: SessionToken }) };
  return { ...host.clientOptions(), credentials };
}

async function reader(more: object = {}) {
  const { Credentials: found } = await new STSClient(host.clientOptions()).send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${TEST_ACCOUNT}:role/Reader`, RoleSessionName: 'one', ...more }),
  );
  return withKey(found!.AccessKeyId!, found!.SecretAccessKey!, found!.SessionToken!);
}

const put = new PutParameterCommand({ Name: '/a', Value: '1', Type: 'String' });
const who = `User: arn:aws:sts::${TEST_ACCOUNT}:assumed-role/Reader/one is not authorized to perform:`;

describe('who a key stands for', () => {
  const whois = (options: object) => new STSClient(options).send(new GetCallerIdentityCommand({}));

  test('twelve digits are the root user of that account, a stranger key that of the default account', async () => {
    expect(await whois(host.clientOptions(OTHER))).toMatchObject({ Account: OTHER, Arn: `arn:aws:iam::${OTHER}:root`, UserId: OTHER });
    expect(await whois(withKey('AKIAIOSFODNN7EXAMPLE', 'x'))).toMatchObject({ Account: '000000000000' });
    expect(await whois(withKey('test', 'test'))).toMatchObject({ Account: '000000000000' });
  });

  test("a user's key is the user, until it is switched off or removed", async () => {
    const { User: user } = await root.iam.CreateUser({ UserName: 'mai', Path: '/team/' });
    const { AccessKey: key } = await root.iam.CreateAccessKey({ UserName: 'mai' });
    const options = withKey(key!.AccessKeyId!, key!.SecretAccessKey!);
    expect(await whois(options)).toMatchObject({ UserId: user!.UserId, Arn: `arn:aws:iam::${TEST_ACCOUNT}:user/team/mai` });
    await root.iam.UpdateAccessKey({ UserName: 'mai', AccessKeyId: key!.AccessKeyId, Status: 'Inactive' });
    const refused = { name: 'InvalidClientTokenId', message: 'The security token included in the request is invalid.' };
    await expect(whois(options)).rejects.toMatchObject(refused);
    await root.iam.DeleteAccessKey({ UserName: 'mai', AccessKeyId: key!.AccessKeyId });
    await expect(whois(options)).rejects.toMatchObject(refused);
  });

  test('a session is its role until it expires; its token must be its own', async () => {
    const options = await reader();
    expect(await whois(options)).toMatchObject({ Arn: `arn:aws:sts::${TEST_ACCOUNT}:assumed-role/Reader/one` });
    const forged = { ...options, credentials: { ...options.credentials, sessionToken: 'guess' } };
    await expect(whois(forged)).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    await host.clock.advance(3_600_000);
    await expect(whois(options)).rejects.toMatchObject({
      name: 'ExpiredToken',
      message: 'The security token included in the request is expired',
    });
  });
});

describe("denials in AWS's words", () => {
  test('no identity-based policy', async () => {
    await expect(new SSMClient(await reader()).send(put)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `${who} ssm:PutParameter on resource: ${PARAMETER} because no identity-based policy allows the ssm:PutParameter action`,
    });
    await expect(new IAMClient(await reader()).send(new ListRolesCommand({}))).rejects.toMatchObject({
      message: `${who} iam:ListRoles on resource: arn:aws:iam::${TEST_ACCOUNT}:role/ because no identity-based policy allows the iam:ListRoles action`,
    });
  });

  test('an explicit deny, a boundary, a session policy', async () => {
    const RoleName = 'Reader';
    await root.iam.PutRolePolicy({ RoleName, PolicyName: 'all', PolicyDocument: statement({ Action: '*', Resource: '*' }) });
    await new SSMClient(await reader()).send(put);
    const limited = await reader({ Policy: statement({ Action: 'ssm:Get*', Resource: '*' }) });
    expect(await new SSMClient(limited).send(new GetParameterCommand({ Name: '/a' }))).toMatchObject({ Parameter: { Value: '1' } });
    await expect(new SSMClient(limited).send(put)).rejects.toThrow(
      `${who} ssm:PutParameter on resource: ${PARAMETER} because no session policy allows the ssm:PutParameter action`,
    );
    const boundary = await root.iam.CreatePolicy({ PolicyName: 'edge', PolicyDocument: statement({ Action: 'ecr:*', Resource: '*' }) });
    await root.iam.PutRolePermissionsBoundary({ RoleName, PermissionsBoundary: boundary.Policy?.Arn });
    await expect(new SSMClient(await reader()).send(put)).rejects.toThrow(
      'because no permissions boundary allows the ssm:PutParameter action',
    );
    const denying = statement({ Effect: 'Deny', Action: 'ssm:*', Resource: PARAMETER });
    await root.iam.PutRolePolicy({ RoleName, PolicyName: 'none', PolicyDocument: denying });
    await expect(new SSMClient(await reader()).send(put)).rejects.toThrow(
      `${who} ssm:PutParameter on resource: ${PARAMETER} with an explicit deny in an identity-based policy`,
    );
  });

  test('no resource-based policy of another account', async () => {
    await root.ecr.CreateRepository({ repositoryName: 'shared' });
    const arn = `arn:aws:ecr:ap-southeast-1:${TEST_ACCOUNT}:repository/shared`;
    const asked = { action: 'ecr:DescribeRepositories', resource: arn };
    const list = new DescribeRepositoriesCommand({ repositoryNames: ['shared'] });
    await expect(new ECRClient(host.clientOptions(OTHER)).send(list)).rejects.toMatchObject({ name: 'RepositoryNotFoundException' });
    const call = host.cloud.as({ type: 'service', service: 'lambda.amazonaws.com' }, TEST_ACCOUNT, 'ap-southeast-1');
    await expect(call.ecr.DescribeRepositories({ repositoryNames: ['shared'] })).rejects.toThrow(
      `User: lambda.amazonaws.com is not authorized to perform: ${asked.action} on resource: ${arn} because no resource-based policy allows the ${asked.action} action`,
    );
    const policyText = statement({ Action: 'ecr:*', Principal: { Service: 'lambda.amazonaws.com' } });
    await root.ecr.SetRepositoryPolicy({ repositoryName: 'shared', policyText });
    expect((await call.ecr.DescribeRepositories({ repositoryNames: ['shared'] })).repositories).toHaveLength(1);
  });

  test('a session of a role that was made anew is worth nothing', async () => {
    await root.iam.PutRolePolicy({ RoleName: 'Reader', PolicyName: 'all', PolicyDocument: statement({ Action: '*', Resource: '*' }) });
    const options = await reader();
    await root.iam.DeleteRolePolicy({ RoleName: 'Reader', PolicyName: 'all' });
    await root.iam.DeleteRole({ RoleName: 'Reader' });
    await root.iam.CreateRole({ RoleName: 'Reader', AssumeRolePolicyDocument: trustAccount(TEST_ACCOUNT) });
    await root.iam.AttachRolePolicy({ RoleName: 'Reader', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' });
    await expect(new SSMClient(options).send(put)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await new SSMClient(await reader()).send(put);
  });

  test("a group's policies are its members'; a tag of the caller is a condition key", async () => {
    await root.iam.CreateUser({ UserName: 'mai', Tags: [{ Key: 'team', Value: 'a' }] });
    await root.iam.CreateGroup({ GroupName: 'writers' });
    const onlyTeam = { Resource: 'arn:aws:ssm:*:*:parameter/${aws:PrincipalTag/team}', Action: 'ssm:*' };
    await root.iam.PutGroupPolicy({ GroupName: 'writers', PolicyName: 'p', PolicyDocument: statement(onlyTeam) });
    const { AccessKey: key } = await root.iam.CreateAccessKey({ UserName: 'mai' });
    const client = new SSMClient(withKey(key!.AccessKeyId!, key!.SecretAccessKey!));
    await expect(client.send(put)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await root.iam.AddUserToGroup({ GroupName: 'writers', UserName: 'mai' });
    await client.send(put);
    await expect(client.send(new PutParameterCommand({ Name: '/b', Value: '1', Type: 'String' }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });
});
