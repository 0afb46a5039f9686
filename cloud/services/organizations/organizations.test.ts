import { IAMClient, ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  DeleteOrganizationalUnitCommand,
  DescribeAccountCommand,
  DescribeCreateAccountStatusCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
  MoveAccountCommand,
  OrganizationsClient,
  TagResourceCommand,
} from '@aws-sdk/client-organizations';
import { GetServiceQuotaCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { beforeEach, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT } from '../../host/memory.ts';

let host: MemoryCloud;
let organizations: OrganizationsClient;
beforeEach(async () => {
  host = await memoryCloud();
  organizations = new OrganizationsClient(host.clientOptions(TEST_ACCOUNT, 'us-east-1'));
});

async function organization() {
  const { Organization } = await organizations.send(new CreateOrganizationCommand({}));
  const { Roots } = await organizations.send(new ListRootsCommand({}));
  return { id: Organization!.Id!, rootId: Roots![0]!.Id! };
}

async function account(AccountName: string, Email = `${AccountName}@example.com`) {
  const { CreateAccountStatus } = await organizations.send(new CreateAccountCommand({ AccountName, Email }));
  expect(CreateAccountStatus!.State).toBe('IN_PROGRESS');
  await host.clock.advance(1_000);
  const command = new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: CreateAccountStatus!.Id });
  return (await organizations.send(command)).CreateAccountStatus!;
}

test('an organization has its management account, and is asked by it alone', async () => {
  await expect(organizations.send(new DescribeOrganizationCommand({}))).rejects.toMatchObject({
    name: 'AWSOrganizationsNotInUseException',
    message: 'Your account is not a member of an organization.',
  });
  const { id } = await organization();
  expect((await organizations.send(new DescribeOrganizationCommand({}))).Organization).toMatchObject({
    Id: id,
    MasterAccountId: TEST_ACCOUNT,
    FeatureSet: 'ALL',
  });
  await expect(organizations.send(new CreateOrganizationCommand({}))).rejects.toMatchObject({ name: 'AlreadyInOrganizationException' });
  const { AccountId } = await account('one');
  const member = new OrganizationsClient(host.clientOptions(AccountId, 'us-east-1'));
  expect((await member.send(new DescribeOrganizationCommand({}))).Organization?.Id).toBe(id);
  await expect(member.send(new ListAccountsCommand({}))).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

test('a new account has a role that the management account may assume, and nobody else', async () => {
  await organization();
  const { AccountId, State } = await account('participant');
  expect(State).toBe('SUCCEEDED');
  const RoleArn = `arn:aws:iam::${AccountId}:role/OrganizationAccountAccessRole`;
  const assume = async (from: string) => {
    const sts = new STSClient(host.clientOptions(from));
    const { Credentials: given } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me' }));
    const credentials = { accessKeyId: given!.AccessKeyId!, secretAccessKey: given!.SecretAccessKey!, sessionToken: given!.SessionToken! };
    return new IAMClient({ ...host.clientOptions(), credentials });
  };
  const iam = await assume(TEST_ACCOUNT);
  const policies = await iam.send(new ListRolePoliciesCommand({ RoleName: 'OrganizationAccountAccessRole' }));
  expect(policies.PolicyNames).toEqual(['AdministratorAccess']);
  await expect(assume('999988887777')).rejects.toMatchObject({ name: 'AccessDenied' });
  const quotas = new ServiceQuotasClient(host.clientOptions(AccountId));
  const { Quota } = await quotas.send(new GetServiceQuotaCommand({ ServiceCode: 'lambda', QuotaCode: 'L-B99A9384' }));
  expect(Quota?.Value).toBe(10);
  const { AccountLimit } = await new LambdaClient(host.clientOptions(AccountId)).send(new GetAccountSettingsCommand({}));
  expect(AccountLimit?.ConcurrentExecutions).toBe(10);
});

test('an e-mail address is good for one account', async () => {
  await organization();
  await account('one', 'same@example.com');
  expect(await account('two', 'Same@example.com')).toMatchObject({ State: 'FAILED', FailureReason: 'EMAIL_ALREADY_EXISTS' });
  await expect(account('three', 'nobody')).rejects.toMatchObject({ name: 'InvalidInputException' });
});

test('units hold accounts and units, and accounts move', async () => {
  const { rootId } = await organization();
  const { OrganizationalUnit: unit } = await organizations.send(new CreateOrganizationalUnitCommand({ ParentId: rootId, Name: 'event' }));
  const ParentId = unit!.Id!;
  await expect(organizations.send(new CreateOrganizationalUnitCommand({ ParentId: rootId, Name: 'event' }))).rejects.toMatchObject({
    name: 'DuplicateOrganizationalUnitException',
  });
  const { AccountId } = await account('one');
  const at = async (parent: string) =>
    (await organizations.send(new ListAccountsForParentCommand({ ParentId: parent }))).Accounts!.map(({ Id }) => Id).sort();
  expect(await at(rootId)).toEqual([AccountId, TEST_ACCOUNT].sort());
  const move = { AccountId, SourceParentId: rootId, DestinationParentId: ParentId };
  await organizations.send(new MoveAccountCommand(move));
  await expect(organizations.send(new MoveAccountCommand(move))).rejects.toMatchObject({ name: 'SourceParentNotFoundException' });
  expect([await at(rootId), await at(ParentId)]).toEqual([[TEST_ACCOUNT], [AccountId]]);
  expect((await organizations.send(new ListParentsCommand({ ChildId: AccountId }))).Parents).toEqual([
    { Id: ParentId, Type: 'ORGANIZATIONAL_UNIT' },
  ]);
  const units = await organizations.send(new ListOrganizationalUnitsForParentCommand({ ParentId: rootId }));
  expect(units.OrganizationalUnits).toEqual([unit]);
  await expect(organizations.send(new DeleteOrganizationalUnitCommand({ OrganizationalUnitId: ParentId }))).rejects.toMatchObject({
    name: 'OrganizationalUnitNotEmptyException',
  });
  await organizations.send(new TagResourceCommand({ ResourceId: AccountId, Tags: [{ Key: 'event', Value: 'one' }] }));
  expect((await organizations.send(new ListTagsForResourceCommand({ ResourceId: AccountId }))).Tags).toEqual([
    { Key: 'event', Value: 'one' },
  ]);
  expect((await organizations.send(new DescribeAccountCommand({ AccountId }))).Account).toMatchObject({
    Name: 'one',
    Status: 'ACTIVE',
    JoinedMethod: 'CREATED',
  });
});

test('accounts are listed twenty at a time', async () => {
  await organization();
  for (let index = 0; index < 24; index++) {
    await organizations.send(new CreateAccountCommand({ AccountName: `a${index}`, Email: `a${index}@example.com` }));
  }
  await host.clock.advance(1_000);
  const first = await organizations.send(new ListAccountsCommand({}));
  const second = await organizations.send(new ListAccountsCommand({ NextToken: first.NextToken }));
  expect([first.Accounts!.length, second.Accounts!.length, second.NextToken]).toEqual([20, 5, undefined]);
});
