import * as sdk from '@aws-sdk/client-iam';
import { beforeEach, describe, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT } from '../../host/memory.ts';
import { sts } from '../sts/service.ts';
import { iam } from './service.ts';

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const POLICY = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] });
const BASIC = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';

let host: MemoryCloud;
let client: sdk.IAMClient;
beforeEach(async () => {
  host = await memoryCloud({ services: [iam, sts] });
  client = new sdk.IAMClient(host.clientOptions());
});

const makeRole = (RoleName: string, more: object = {}) =>
  client.send(new sdk.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST, ...more }));
const noEntity = (message: string) => ({ name: 'NoSuchEntityException', message });
const conflict = (message: string) => ({ name: 'DeleteConflictException', message });

describe('roles', () => {
  test('a role is answered as AWS does', async () => {
    const { Role: role } = await makeRole('Fn', { Path: '/app/', Description: 'runs', Tags: [{ Key: 'a', Value: 'b' }] });
    expect(role).toMatchObject({
      RoleName: 'Fn',
      Path: '/app/',
      Arn: `arn:aws:iam::${TEST_ACCOUNT}:role/app/Fn`,
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
      Description: 'runs',
      MaxSessionDuration: 3600,
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    const { Role: found } = await client.send(new sdk.GetRoleCommand({ RoleName: 'Fn' }));
    expect(found).toEqual(role);
    expect(decodeURIComponent(found!.AssumeRolePolicyDocument!)).toBe(TRUST);
  });

  test('a name is taken in any case, and an unknown one is said so', async () => {
    await makeRole('Fn');
    await expect(makeRole('fn')).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
      message: 'Role with name fn already exists.',
    });
    await expect(client.send(new sdk.GetRoleCommand({ RoleName: 'X' }))).rejects.toMatchObject(
      noEntity('The role with name X cannot be found.'),
    );
    await expect(makeRole('a b')).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
    });
  });

  test('lists come in pages, by name, under a path', async () => {
    for (const name of ['c', 'a', 'b']) await makeRole(name, { Path: name === 'c' ? '/other/' : '/app/' });
    const first = await client.send(new sdk.ListRolesCommand({ MaxItems: 1, PathPrefix: '/app/' }));
    expect([first.IsTruncated, first.Roles?.map(({ RoleName }) => RoleName)]).toEqual([true, ['a']]);
    const second = await client.send(new sdk.ListRolesCommand({ MaxItems: 1, PathPrefix: '/app/', Marker: first.Marker }));
    expect([second.IsTruncated, second.Roles?.map(({ RoleName }) => RoleName)]).toEqual([false, ['b']]);
    const names: (string | undefined)[] = [];
    for await (const page of sdk.paginateListRoles({ client, pageSize: 2 }, {})) names.push(...page.Roles!.map(({ RoleName }) => RoleName));
    expect(names).toEqual(['a', 'b', 'c']);
  });

  test('a role that holds something is not deleted', async () => {
    await makeRole('Fn');
    const remove = () => client.send(new sdk.DeleteRoleCommand({ RoleName: 'Fn' }));
    await client.send(new sdk.PutRolePolicyCommand({ RoleName: 'Fn', PolicyName: 'p', PolicyDocument: POLICY }));
    await expect(remove()).rejects.toMatchObject(conflict('Cannot delete entity, must delete policies first.'));
    await client.send(new sdk.DeleteRolePolicyCommand({ RoleName: 'Fn', PolicyName: 'p' }));
    await client.send(new sdk.AttachRolePolicyCommand({ RoleName: 'Fn', PolicyArn: BASIC }));
    await expect(remove()).rejects.toMatchObject(conflict('Cannot delete entity, must detach all policies first.'));
    await client.send(new sdk.DetachRolePolicyCommand({ RoleName: 'Fn', PolicyArn: BASIC }));
    await client.send(new sdk.CreateInstanceProfileCommand({ InstanceProfileName: 'P' }));
    await client.send(new sdk.AddRoleToInstanceProfileCommand({ InstanceProfileName: 'P', RoleName: 'Fn' }));
    await expect(remove()).rejects.toMatchObject(conflict('Cannot delete entity, must remove roles from instance profile first.'));
    await client.send(new sdk.RemoveRoleFromInstanceProfileCommand({ InstanceProfileName: 'P', RoleName: 'Fn' }));
    await remove();
    await expect(remove()).rejects.toMatchObject(noEntity('The role with name Fn cannot be found.'));
  });

  test('description, session length, trust and boundary change in place', async () => {
    await makeRole('Fn');
    await client.send(new sdk.UpdateRoleCommand({ RoleName: 'Fn', Description: 'new', MaxSessionDuration: 7200 }));
    const PolicyDocument = TRUST.replace('lambda', 'ec2');
    await client.send(new sdk.UpdateAssumeRolePolicyCommand({ RoleName: 'Fn', PolicyDocument }));
    await client.send(new sdk.PutRolePermissionsBoundaryCommand({ RoleName: 'Fn', PermissionsBoundary: BASIC }));
    const { Role: role } = await client.send(new sdk.GetRoleCommand({ RoleName: 'Fn' }));
    expect(role).toMatchObject({ Description: 'new', MaxSessionDuration: 7200, PermissionsBoundary: { PermissionsBoundaryArn: BASIC } });
    expect(decodeURIComponent(role!.AssumeRolePolicyDocument!)).toBe(PolicyDocument);
    await client.send(new sdk.DeleteRolePermissionsBoundaryCommand({ RoleName: 'Fn' }));
    expect((await client.send(new sdk.GetRoleCommand({ RoleName: 'Fn' }))).Role?.PermissionsBoundary).toBeUndefined();
  });

  test('a malformed policy is refused and changes nothing', async () => {
    await makeRole('Fn');
    const put = (PolicyDocument: string) => client.send(new sdk.PutRolePolicyCommand({ RoleName: 'Fn', PolicyName: 'p', PolicyDocument }));
    await expect(put('{}')).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException', message: 'Syntax errors in policy.' });
    await expect(makeRole('Other', { AssumeRolePolicyDocument: POLICY })).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message: 'Has prohibited field Resource',
    });
    const nobody = `arn:aws:iam::${TEST_ACCOUNT}:role/Nobody`;
    const unknown = TRUST.replace('"Service":"lambda.amazonaws.com"', `"AWS":"${nobody}"`);
    await expect(makeRole('Other', { AssumeRolePolicyDocument: unknown })).rejects.toMatchObject({
      message: `Invalid principal in policy: "AWS":"${nobody}"`,
    });
    expect((await client.send(new sdk.ListRolePoliciesCommand({ RoleName: 'Fn' }))).PolicyNames).toEqual([]);
    expect((await client.send(new sdk.ListRolesCommand({}))).Roles).toHaveLength(1);
  });
});

describe('managed policies', () => {
  const make = async (PolicyName: string) =>
    (await client.send(new sdk.CreatePolicyCommand({ PolicyName, PolicyDocument: POLICY }))).Policy!.Arn!;

  test('versions count up, five at most, the default one stays', async () => {
    const PolicyArn = await make('p');
    const add = (SetAsDefault = false) =>
      client.send(new sdk.CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: POLICY, SetAsDefault }));
    for (let i = 0; i < 3; i++) await add();
    expect((await add(true)).PolicyVersion).toMatchObject({ VersionId: 'v5', IsDefaultVersion: true });
    await expect(add()).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
    });
    await expect(client.send(new sdk.DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v5' }))).rejects.toMatchObject(
      conflict('Cannot delete the default version of a policy.'),
    );
    await client.send(new sdk.DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
    const { Versions } = await client.send(new sdk.ListPolicyVersionsCommand({ PolicyArn }));
    expect(Versions?.map(({ VersionId }) => VersionId)).toEqual(['v5', 'v4', 'v3', 'v2']);
  });

  test('a policy that somebody holds is not deleted', async () => {
    const PolicyArn = await make('p');
    await makeRole('Fn');
    await client.send(new sdk.AttachRolePolicyCommand({ RoleName: 'Fn', PolicyArn }));
    expect((await client.send(new sdk.GetPolicyCommand({ PolicyArn }))).Policy?.AttachmentCount).toBe(1);
    const { PolicyRoles } = await client.send(new sdk.ListEntitiesForPolicyCommand({ PolicyArn }));
    expect(PolicyRoles).toMatchObject([{ RoleName: 'Fn' }]);
    await expect(client.send(new sdk.DeletePolicyCommand({ PolicyArn }))).rejects.toMatchObject(
      conflict('Cannot delete a policy attached to entities.'),
    );
    await client.send(new sdk.DetachRolePolicyCommand({ RoleName: 'Fn', PolicyArn }));
    await client.send(new sdk.DeletePolicyCommand({ PolicyArn }));
    await expect(client.send(new sdk.GetPolicyCommand({ PolicyArn }))).rejects.toMatchObject(
      noEntity(`Policy ${PolicyArn} was not found.`),
    );
  });

  test("AWS's own are read and attached; one that is unknown is named", async () => {
    await makeRole('Fn');
    await client.send(new sdk.AttachRolePolicyCommand({ RoleName: 'Fn', PolicyArn: BASIC }));
    expect((await client.send(new sdk.ListAttachedRolePoliciesCommand({ RoleName: 'Fn' }))).AttachedPolicies).toEqual([
      { PolicyName: 'AWSLambdaBasicExecutionRole', PolicyArn: BASIC },
    ]);
    const { PolicyVersion: version } = await client.send(new sdk.GetPolicyVersionCommand({ PolicyArn: BASIC, VersionId: 'v1' }));
    expect(JSON.parse(decodeURIComponent(version!.Document!)).Statement[0].Action).toContain('logs:PutLogEvents');
    const unknown = 'arn:aws:iam::aws:policy/AmazonUnheardOf';
    await expect(client.send(new sdk.AttachRolePolicyCommand({ RoleName: 'Fn', PolicyArn: unknown }))).rejects.toMatchObject(
      noEntity(`Policy ${unknown} does not exist or is not attachable.`),
    );
  });
});

describe('users and groups', () => {
  test('a user is renamed with its groups, and deleted when it holds nothing', async () => {
    await client.send(new sdk.CreateUserCommand({ UserName: 'mai' }));
    await client.send(new sdk.CreateGroupCommand({ GroupName: 'team' }));
    await client.send(new sdk.AddUserToGroupCommand({ UserName: 'mai', GroupName: 'team' }));
    await client.send(new sdk.UpdateUserCommand({ UserName: 'mai', NewUserName: 'lan' }));
    expect((await client.send(new sdk.GetGroupCommand({ GroupName: 'team' }))).Users).toMatchObject([{ UserName: 'lan' }]);
    expect((await client.send(new sdk.ListGroupsForUserCommand({ UserName: 'lan' }))).Groups).toMatchObject([{ GroupName: 'team' }]);
    const remove = () => client.send(new sdk.DeleteUserCommand({ UserName: 'lan' }));
    await expect(remove()).rejects.toMatchObject(conflict('Cannot delete entity, must remove users from group first.'));
    await client.send(new sdk.RemoveUserFromGroupCommand({ UserName: 'lan', GroupName: 'team' }));
    const { AccessKey: key } = await client.send(new sdk.CreateAccessKeyCommand({ UserName: 'lan' }));
    await expect(remove()).rejects.toMatchObject(conflict('Cannot delete entity, must delete access keys first.'));
    await client.send(new sdk.DeleteAccessKeyCommand({ UserName: 'lan', AccessKeyId: key!.AccessKeyId! }));
    await remove();
  });

  test('accounts know nothing of each other', async () => {
    await makeRole('Fn');
    const other = new sdk.IAMClient(host.clientOptions('444455556666'));
    expect((await other.send(new sdk.ListRolesCommand({}))).Roles).toEqual([]);
    await other.send(new sdk.CreateAccountAliasCommand({ AccountAlias: 'workshop' }));
    expect((await other.send(new sdk.ListAccountAliasesCommand({}))).AccountAliases).toEqual(['workshop']);
    expect((await client.send(new sdk.ListAccountAliasesCommand({}))).AccountAliases).toEqual([]);
  });
});

test('a simulation says what the policies would', async () => {
  const { Role: role } = await makeRole('Fn');
  const denying = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::b/*' },
      { Effect: 'Deny', Action: 's3:DeleteObject', Resource: '*' },
    ],
  });
  await client.send(new sdk.PutRolePolicyCommand({ RoleName: 'Fn', PolicyName: 'p', PolicyDocument: denying }));
  const { EvaluationResults } = await client.send(
    new sdk.SimulatePrincipalPolicyCommand({
      PolicySourceArn: role!.Arn!,
      ActionNames: ['s3:GetObject', 's3:DeleteObject', 'sqs:SendMessage'],
      ResourceArns: ['arn:aws:s3:::b/k'],
    }),
  );
  expect(EvaluationResults?.map(({ EvalActionName, EvalDecision }) => `${EvalActionName} ${EvalDecision}`)).toEqual([
    's3:GetObject allowed',
    's3:DeleteObject explicitDeny',
    'sqs:SendMessage implicitDeny',
  ]);
  const details = await client.send(new sdk.GetAccountAuthorizationDetailsCommand({ Filter: ['Role'] }));
  expect(details.RoleDetailList).toMatchObject([{ RoleName: 'Fn', RolePolicyList: [{ PolicyName: 'p' }] }]);
});

test('every operation asks about what its name speaks of', async () => {
  const { access } = iam;
  const call = { state: iam.initialState(), account: TEST_ACCOUNT, principal: { type: 'root', account: TEST_ACCOUNT } } as never;
  const asked = (operation: string, input: object) => access[operation]!(input, call);
  expect(asked('AttachRolePolicy', { RoleName: 'Fn', PolicyArn: BASIC })).toEqual({
    action: 'iam:AttachRolePolicy',
    resource: `arn:aws:iam::${TEST_ACCOUNT}:role/Fn`,
    context: { 'iam:PolicyARN': BASIC },
  });
  expect(asked('CreatePolicyVersion', { PolicyArn: 'arn:x' })).toMatchObject({ resource: 'arn:x' });
  expect(asked('ListGroupsForUser', { UserName: 'mai' })).toMatchObject({ resource: `arn:aws:iam::${TEST_ACCOUNT}:user/mai` });
  expect(asked('AddUserToGroup', { UserName: 'mai', GroupName: 'g' })).toMatchObject({ resource: `arn:aws:iam::${TEST_ACCOUNT}:group/g` });
  expect(asked('AddRoleToInstanceProfile', { InstanceProfileName: 'p' })).toMatchObject({
    resource: `arn:aws:iam::${TEST_ACCOUNT}:instance-profile/p`,
  });
  expect(asked('CreateAccessKey', { UserName: 'mai' })).toMatchObject({ resource: `arn:aws:iam::${TEST_ACCOUNT}:user/mai` });
  expect(asked('ListRoles', {})).toMatchObject({ action: 'iam:ListRoles', resource: `arn:aws:iam::${TEST_ACCOUNT}:role/` });
  expect(asked('ListInstanceProfilesForRole', { RoleName: 'Fn' })).toMatchObject({ resource: `arn:aws:iam::${TEST_ACCOUNT}:role/Fn` });
  expect(asked('ListPolicies', {})).toEqual({ action: 'iam:ListPolicies', resource: 'policy path /' });
  expect(asked('CreateServiceLinkedRole', { AWSServiceName: 'ecs.amazonaws.com' })).toMatchObject({
    resource: `arn:aws:iam::${TEST_ACCOUNT}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`,
  });
});
