import * as sdk from '@aws-sdk/client-ecr';
import { beforeEach, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT } from '../../host/memory.ts';
import { ecr } from './service.ts';

let host: MemoryCloud;
let client: sdk.ECRClient;
beforeEach(async () => {
  host = await memoryCloud({ services: [ecr] });
  client = new sdk.ECRClient(host.clientOptions());
});

const make = (repositoryName: string, more: object = {}) => client.send(new sdk.CreateRepositoryCommand({ repositoryName, ...more }));

test('a repository is made, found, changed and removed', async () => {
  const { repository } = await make('team/app', { imageTagMutability: 'IMMUTABLE' });
  expect(repository).toMatchObject({
    repositoryArn: `arn:aws:ecr:ap-southeast-1:${TEST_ACCOUNT}:repository/team/app`,
    repositoryUri: `${TEST_ACCOUNT}.dkr.ecr.ap-southeast-1.amazonaws.com/team/app`,
    registryId: TEST_ACCOUNT,
    imageTagMutability: 'IMMUTABLE',
    imageScanningConfiguration: { scanOnPush: false },
  });
  await expect(make('team/app')).rejects.toMatchObject({
    name: 'RepositoryAlreadyExistsException',
    message: `The repository with name 'team/app' already exists in the registry with id '${TEST_ACCOUNT}'`,
  });
  await client.send(new sdk.PutImageTagMutabilityCommand({ repositoryName: 'team/app', imageTagMutability: 'MUTABLE' }));
  await client.send(
    new sdk.PutImageScanningConfigurationCommand({ repositoryName: 'team/app', imageScanningConfiguration: { scanOnPush: true } }),
  );
  const { repositories } = await client.send(new sdk.DescribeRepositoriesCommand({}));
  expect(repositories).toMatchObject([{ imageTagMutability: 'MUTABLE', imageScanningConfiguration: { scanOnPush: true } }]);
  expect(await client.send(new sdk.ListImagesCommand({ repositoryName: 'team/app' }))).toMatchObject({ imageIds: [] });
  await client.send(new sdk.DeleteRepositoryCommand({ repositoryName: 'team/app' }));
  await expect(client.send(new sdk.DescribeRepositoriesCommand({ repositoryNames: ['team/app'] }))).rejects.toMatchObject({
    name: 'RepositoryNotFoundException',
    message: `The repository with name 'team/app' does not exist in the registry with id '${TEST_ACCOUNT}'`,
  });
});

test('lists come in pages', async () => {
  for (const name of ['cc', 'aa', 'bb']) await make(name);
  const names: (string | undefined)[] = [];
  for await (const page of sdk.paginateDescribeRepositories({ client, pageSize: 1 }, {}))
    names.push(...page.repositories!.map(({ repositoryName }) => repositoryName));
  expect(names).toEqual(['aa', 'bb', 'cc']);
});

test('policies are there or said to be missing; malformed ones are refused', async () => {
  const repositoryName = 'app';
  await make(repositoryName);
  await expect(client.send(new sdk.GetLifecyclePolicyCommand({ repositoryName }))).rejects.toMatchObject({
    name: 'LifecyclePolicyNotFoundException',
    message: `Lifecycle policy does not exist for the repository with name 'app' in the registry with id '${TEST_ACCOUNT}'`,
  });
  await expect(client.send(new sdk.GetRepositoryPolicyCommand({ repositoryName }))).rejects.toMatchObject({
    name: 'RepositoryPolicyNotFoundException',
  });
  await expect(client.send(new sdk.PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText: '{}' }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
  await expect(client.send(new sdk.SetRepositoryPolicyCommand({ repositoryName, policyText: '{}' }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
});

test('what a registry of images needs is refused by name', async () => {
  await make('app');
  await expect(client.send(new sdk.PutImageCommand({ repositoryName: 'app', imageManifest: '{}' }))).rejects.toThrow('ecr PutImage');
  await expect(client.send(new sdk.GetAuthorizationTokenCommand({}))).rejects.toThrow('ecr GetAuthorizationToken');
  await expect(make('App')).rejects.toMatchObject({ name: 'InvalidParameterException' });
  await expect(make('kept', { encryptionConfiguration: { encryptionType: 'KMS' } })).rejects.toThrow('encryptionType KMS');
});
