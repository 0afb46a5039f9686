import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateSecretCommand,
  type CreateSecretCommandInput,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  type ListSecretsCommandInput,
  ListSecretVersionIdsCommand,
  PutResourcePolicyCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  SecretsManagerClient,
  TagResourceCommand,
  UpdateSecretCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT, TEST_REGION } from '../../host/memory.ts';

let host: MemoryCloud;
let secrets: SecretsManagerClient;
beforeEach(async () => {
  host = await memoryCloud();
  secrets = new SecretsManagerClient(host.clientOptions());
});

const DAY = 86_400_000;
const create = (input: Partial<CreateSecretCommandInput> = {}) =>
  secrets.send(new CreateSecretCommand({ Name: 'db/password', SecretString: 'one', ...input }));
const read = async (input: { SecretId?: string; VersionId?: string; VersionStage?: string } = {}) =>
  (await secrets.send(new GetSecretValueCommand({ SecretId: 'db/password', ...input }))).SecretString;

test('a secret is read by name, by ARN and by the beginning of its ARN', async () => {
  const { ARN } = await create();
  expect(ARN).toMatch(new RegExp(`^arn:aws:secretsmanager:${TEST_REGION}:${TEST_ACCOUNT}:secret:db/password-[A-Za-z0-9]{6}$`));
  expect([await read(), await read({ SecretId: ARN! }), await read({ SecretId: ARN!.slice(0, -7) })]).toEqual(['one', 'one', 'one']);
  await expect(read({ SecretId: 'none' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: "Secrets Manager can't find the specified secret.",
  });
  await expect(create()).rejects.toMatchObject({
    name: 'ResourceExistsException',
    message: 'The operation failed because the secret db/password already exists.',
  });
});

test('a new value is current, the one before it previous, and an older one deprecated', async () => {
  const { VersionId: first } = await create();
  const put = async (SecretString: string) => secrets.send(new PutSecretValueCommand({ SecretId: 'db/password', SecretString }));
  const { VersionId: second } = await put('two');
  await secrets.send(new UpdateSecretCommand({ SecretId: 'db/password', SecretString: 'three', Description: 'of the shop' }));
  expect([await read(), await read({ VersionStage: 'AWSPREVIOUS' }), await read({ VersionId: first! })]).toEqual(['three', 'two', 'one']);
  const versions = async (IncludeDeprecated: boolean) =>
    (await secrets.send(new ListSecretVersionIdsCommand({ SecretId: 'db/password', IncludeDeprecated }))).Versions!.length;
  expect([await versions(false), await versions(true)]).toEqual([2, 3]);
  const { VersionIdsToStages } = await secrets.send(new DescribeSecretCommand({ SecretId: 'db/password' }));
  expect(Object.values(VersionIdsToStages!).flat().sort()).toEqual(['AWSCURRENT', 'AWSPREVIOUS']);
  expect(VersionIdsToStages![second!]).toEqual(['AWSPREVIOUS']);
  await expect(read({ VersionStage: 'AWSPENDING' })).rejects.toThrow(
    "Secrets Manager can't find the specified secret value for staging label: AWSPENDING",
  );
});

test('the same token makes one version; a stage is moved by saying where from', async () => {
  const { VersionId: first } = await create();
  const token = 'a'.repeat(32);
  const put = (SecretString: string, VersionStages = ['AWSPENDING']) =>
    secrets.send(new PutSecretValueCommand({ SecretId: 'db/password', SecretString, ClientRequestToken: token, VersionStages }));
  expect((await put('two')).VersionId).toBe((await put('two')).VersionId);
  await expect(put('three')).rejects.toMatchObject({ name: 'ResourceExistsException' });
  expect([await read(), await read({ VersionStage: 'AWSPENDING' })]).toEqual(['one', 'two']);
  const move = (RemoveFromVersionId?: string) =>
    secrets.send(
      new UpdateSecretVersionStageCommand({
        SecretId: 'db/password',
        VersionStage: 'AWSCURRENT',
        MoveToVersionId: token,
        RemoveFromVersionId,
      }),
    );
  await expect(move()).rejects.toThrow('RemoveFromVersionId');
  await move(first);
  expect([await read(), await read({ VersionStage: 'AWSPREVIOUS' })]).toEqual(['two', 'one']);
});

test('a deletion waits, can be taken back, and comes when its day has come; forced, it comes at once', async () => {
  await create();
  const remove = (input: { RecoveryWindowInDays?: number; ForceDeleteWithoutRecovery?: boolean }) =>
    secrets.send(new DeleteSecretCommand({ SecretId: 'db/password', ...input }));
  await expect(remove({ RecoveryWindowInDays: 6 })).rejects.toThrow(
    'The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).',
  );
  await expect(remove({ RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true })).rejects.toThrow(
    "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
  );
  const { DeletionDate } = await remove({ RecoveryWindowInDays: 7 });
  expect(DeletionDate!.getTime()).toBe(host.clock.now() + 7 * DAY);
  await expect(read()).rejects.toMatchObject({
    name: 'InvalidRequestException',
    message: "You can't perform this operation on the secret because it was marked for deletion.",
  });
  await expect(create()).rejects.toThrow("You can't create this secret because a secret with this name is already scheduled for deletion.");
  await secrets.send(new RestoreSecretCommand({ SecretId: 'db/password' }));
  expect(await read()).toBe('one');
  await remove({});
  const planned = async () => (await secrets.send(new ListSecretsCommand({ IncludePlannedDeletion: true }))).SecretList!.length;
  await host.clock.advance(29 * DAY);
  expect(await planned()).toBe(1);
  await host.clock.advance(DAY);
  expect(await planned()).toBe(0);
  await create();
  await remove({ ForceDeleteWithoutRecovery: true });
  await remove({ ForceDeleteWithoutRecovery: true });
  await create();
});

test('secrets are listed newest first, by name, by tag, and in pages', async () => {
  for (const Name of ['b', 'a', 'c']) {
    await create({ Name, Tags: [{ Key: 'event', Value: Name === 'c' ? 'two' : 'one' }] });
    await host.clock.advance(1000);
  }
  const names = async (input: ListSecretsCommandInput) =>
    (await secrets.send(new ListSecretsCommand(input))).SecretList!.map(({ Name }) => Name);
  expect(await names({})).toEqual(['c', 'a', 'b']);
  expect(await names({ SortBy: 'name', SortOrder: 'asc' })).toEqual(['a', 'b', 'c']);
  expect(await names({ Filters: [{ Key: 'tag-value', Values: ['one'] }] })).toEqual(['a', 'b']);
  expect(await names({ Filters: [{ Key: 'name', Values: ['!a'] }] })).toEqual(['c', 'b']);
  const first = await secrets.send(new ListSecretsCommand({ MaxResults: 2 }));
  expect(await names({ MaxResults: 2, NextToken: first.NextToken })).toEqual(['b']);
  await expect(secrets.send(new TagResourceCommand({ SecretId: 'a', Tags: [{ Key: 'aws:x', Value: '1' }] }))).rejects.toMatchObject({
    name: 'InvalidRequestException',
  });
});

test('a made-up password has what is asked for, and nothing that is excluded', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        PasswordLength: fc.integer({ min: 5, max: 100 }),
        ExcludeCharacters: fc.constantFrom('', 'abc', '"@/\\'),
        ExcludePunctuation: fc.boolean(),
        ExcludeNumbers: fc.boolean(),
        IncludeSpace: fc.boolean(),
      }),
      async (input) => {
        const { RandomPassword: password = '' } = await secrets.send(new GetRandomPasswordCommand(input));
        expect(password).toHaveLength(input.PasswordLength);
        expect([...password].filter((character) => input.ExcludeCharacters.includes(character))).toEqual([]);
        expect(/[a-z]/.test(password) && /[A-Z]/.test(password)).toBe(true);
        expect(/[0-9]/.test(password)).toBe(!input.ExcludeNumbers);
        expect(/[^A-Za-z0-9 ]/.test(password)).toBe(!input.ExcludePunctuation);
        expect(password.includes(' ')).toBe(input.IncludeSpace);
      },
    ),
    { numRuns: 50 },
  );
});

test("a secret's policy denies even those whom IAM allows", async () => {
  await create();
  const iam = new IAMClient(host.clientOptions());
  const Version = '2012-10-17';
  const trust = { Version, Statement: { Effect: 'Allow', Principal: { AWS: TEST_ACCOUNT }, Action: 'sts:AssumeRole' } };
  await iam.send(new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  await iam
    .send(new AttachRolePolicyCommand({ RoleName: 'r', PolicyArn: 'arn:aws:iam::aws:policy/SecretsManagerReadWrite' }))
    .catch(() => iam.send(new AttachRolePolicyCommand({ RoleName: 'r', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' })));
  const RoleArn = `arn:aws:iam::${TEST_ACCOUNT}:role/r`;
  const { Credentials: given } = await new STSClient(host.clientOptions()).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me' }));
  const credentials = { accessKeyId: given!.AccessKeyId!, secretAccessKey: given!.SecretAccessKey!, sessionToken: given!.SessionToken! };
  const asRole = new SecretsManagerClient({ ...host.clientOptions(), credentials });
  const get = () => asRole.send(new GetSecretValueCommand({ SecretId: 'db/password' }));
  expect((await get()).SecretString).toBe('one');
  const put = (statement: object, BlockPublicPolicy = false) =>
    secrets.send(
      new PutResourcePolicyCommand({
        SecretId: 'db/password',
        ResourcePolicy: JSON.stringify({ Version, Statement: [statement] }),
        BlockPublicPolicy,
      }),
    );
  const statement = { Effect: 'Deny', Principal: { AWS: RoleArn }, Action: 'secretsmanager:GetSecretValue', Resource: '*' };
  await put(statement);
  await expect(get()).rejects.toThrow('with an explicit deny in a resource-based policy');
  await expect(put({ ...statement, Effect: 'Allow', Principal: '*' }, true)).rejects.toMatchObject({ name: 'PublicPolicyException' });
});

test('templates make secrets, give them policies, and use them without telling them', async () => {
  const Resources = {
    Login: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: {
        GenerateSecretString: {
          SecretStringTemplate: '{"user":"shop"}',
          GenerateStringKey: 'password',
          PasswordLength: '20',
          ExcludePunctuation: 'true',
        },
      },
    },
    Policy: {
      Type: 'AWS::SecretsManager::ResourcePolicy',
      Properties: {
        SecretId: { Ref: 'Login' },
        ResourcePolicy: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { AWS: { Ref: 'AWS::AccountId' } }, Action: 'secretsmanager:GetSecretValue', Resource: '*' },
          ],
        },
      },
    },
    Copy: {
      Type: 'AWS::SSM::Parameter',
      Properties: {
        Name: '/copy',
        Type: 'String',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: Fn::Sub fills it in.
        Value: { 'Fn::Sub': 'shop:{{resolve:secretsmanager:${Login}:SecretString:password}}:{{resolve:secretsmanager:given}}' },
      },
    },
  };
  await create({ Name: 'given', SecretString: 'plain' });
  const formation = new CloudFormationClient(host.clientOptions());
  const TemplateBody = JSON.stringify({ Resources, Outputs: { Arn: { Value: { Ref: 'Login' } } } });
  await formation.send(new CreateStackCommand({ StackName: 'x', TemplateBody, Tags: [{ Key: 'event', Value: 'one' }] }));
  await host.clock.advance(5_000);
  const { Stacks } = await formation.send(new DescribeStacksCommand({ StackName: 'x' }));
  expect([Stacks![0]!.StackStatus, Stacks![0]!.StackStatusReason]).toEqual(['CREATE_COMPLETE', undefined]);
  const SecretId = Stacks![0]!.Outputs![0]!.OutputValue!;
  const value = JSON.parse((await read({ SecretId }))!);
  expect(value).toEqual({ user: 'shop', password: expect.stringMatching(/^[A-Za-z0-9]{20}$/) });
  const { Parameter } = await new SSMClient(host.clientOptions()).send(new GetParameterCommand({ Name: '/copy' }));
  expect(Parameter!.Value).toBe(`shop:${value.password}:plain`);
  const { StackEvents } = await formation.send(new DescribeStackEventsCommand({ StackName: 'x' }));
  const told = StackEvents!.map(({ ResourceProperties }) => ResourceProperties ?? '').join('\n');
  expect(told).toContain('{{resolve:secretsmanager:given}}');
  expect(told).not.toContain(value.password);
  expect((await secrets.send(new DescribeSecretCommand({ SecretId }))).Tags).toContainEqual({ Key: 'event', Value: 'one' });
  await formation.send(new DeleteStackCommand({ StackName: 'x' }));
  await host.clock.advance(5_000);
  const left = (await secrets.send(new ListSecretsCommand({ IncludePlannedDeletion: true }))).SecretList!;
  expect(left.map(({ Name }) => Name)).toEqual(['given']);
});

test.each([
  ['{{resolve:secretsmanager:none}}', "Secrets Manager can't find the specified secret."],
  ['{{resolve:secretsmanager:given:SecretString:no}}', 'Could not find a value associated with JSONKey in SecretString'],
  ['{{resolve:secretsmanager:given:Binary}}', 'Incorrect format is used in the following SecretsManager dynamic reference: [given:Binary]'],
])('%s fails the stack, and says why', async (Value, reason) => {
  await create({ Name: 'given', SecretString: '{}' });
  const Resources = { P: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value } } };
  const formation = new CloudFormationClient(host.clientOptions());
  await formation.send(new CreateStackCommand({ StackName: 'x', TemplateBody: JSON.stringify({ Resources }) }));
  await host.clock.advance(5_000);
  const { StackEvents } = await formation.send(new DescribeStackEventsCommand({ StackName: 'x' }));
  const failed = StackEvents!.find(
    ({ ResourceStatus, LogicalResourceId }) => ResourceStatus === 'CREATE_FAILED' && LogicalResourceId === 'P',
  );
  expect(failed!.ResourceStatusReason).toContain(reason);
});
