import * as sdk from '@aws-sdk/client-ssm';
import { beforeEach, describe, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT } from '../../host/memory.ts';
import { ssm } from './service.ts';

let host: MemoryCloud;
let client: sdk.SSMClient;
beforeEach(async () => {
  host = await memoryCloud({ services: [ssm] });
  client = new sdk.SSMClient(host.clientOptions());
});

const put = (Name: string, Value: string, more: object = {}) =>
  client.send(new sdk.PutParameterCommand({ Name, Value, Type: 'String', ...more }));
const get = async (Name: string, more: object = {}) => (await client.send(new sdk.GetParameterCommand({ Name, ...more }))).Parameter;

describe('a parameter', () => {
  test('is stored with a version, and answered as AWS does', async () => {
    expect(await put('/app/url', 'x')).toMatchObject({ Version: 1, Tier: 'Standard' });
    expect(await get('/app/url')).toEqual({
      Name: '/app/url',
      Type: 'String',
      Value: 'x',
      Version: 1,
      ARN: `arn:aws:ssm:ap-southeast-1:${TEST_ACCOUNT}:parameter/app/url`,
      DataType: 'text',
      LastModifiedDate: new Date(host.clock.now()),
    });
    await put('plain', 'y');
    const ARN = `arn:aws:ssm:ap-southeast-1:${TEST_ACCOUNT}:parameter/plain`;
    expect(await get(ARN)).toMatchObject({ Name: 'plain', ARN });
  });

  test('is overwritten only by wish, and keeps its type', async () => {
    await put('/a', '1');
    await expect(put('/a', '2')).rejects.toMatchObject({
      name: 'ParameterAlreadyExists',
      message: 'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    });
    await expect(put('/a', '2', { Overwrite: true, Type: 'StringList' })).rejects.toMatchObject({ name: 'HierarchyTypeMismatchException' });
    expect(await put('/a', '2', { Overwrite: true, Type: undefined })).toMatchObject({ Version: 2 });
    expect([(await get('/a'))?.Value, (await get('/a:1'))?.Value]).toEqual(['2', '1']);
  });

  test('that is not there is said so', async () => {
    await expect(get('/none')).rejects.toMatchObject({ name: 'ParameterNotFound' });
    await put('/a', '1');
    await expect(get('/a:9')).rejects.toMatchObject({
      name: 'ParameterVersionNotFound',
      message: 'Systems Manager could not find version 9 of /a. Verify the version and try again.',
    });
    const { Parameters, InvalidParameters } = await client.send(new sdk.GetParametersCommand({ Names: ['/a', '/b', '/a:7'] }));
    expect([Parameters?.length, InvalidParameters]).toEqual([1, ['/b', '/a:7']]);
    await client.send(new sdk.DeleteParameterCommand({ Name: '/a' }));
    await expect(client.send(new sdk.DeleteParameterCommand({ Name: '/a' }))).rejects.toMatchObject({ name: 'ParameterNotFound' });
  });

  test('is limited in size by its tier', async () => {
    await expect(put('/a', 'x'.repeat(4097))).rejects.toThrow(
      'Standard tier parameters support a maximum parameter value of 4096 characters.',
    );
    expect(await put('/a', 'x'.repeat(4097), { Tier: 'Intelligent-Tiering' })).toMatchObject({ Tier: 'Advanced' });
    await expect(put('/b', 'x'.repeat(8193), { Tier: 'Advanced' })).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('must fit its pattern and its name the rules', async () => {
    await put('/n', '7', { AllowedPattern: '^\\d+$' });
    await expect(put('/m', 'seven', { AllowedPattern: '^\\d+$' })).rejects.toMatchObject({
      name: 'ParameterPatternMismatchException',
      message: 'Parameter value, cannot be validated against allowedPattern: ^\\d+$',
    });
    await expect(put('a/b', '1')).rejects.toThrow('Parameter name must be a fully qualified name.');
    await expect(put('/awsome', '1')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(put('/a b', '1')).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('as a SecureString shows its value only to who asks for it', async () => {
    await put('/secret', 'hush', { Type: 'SecureString' });
    expect((await get('/secret'))?.Value).not.toContain('hush');
    expect((await get('/secret', { WithDecryption: true }))?.Value).toBe('hush');
    await expect(put('/other', 'x', { Type: 'SecureString', KeyId: 'alias/mine' })).rejects.toThrow(
      'ssm PutParameter with KeyId alias/mine',
    );
  });
});

test('a path gives what is under it, page by page', async () => {
  for (const name of ['/app/a', '/app/b', '/app/deep/c', '/other/d']) await put(name, name);
  const under = async (more: object = {}) => {
    const names: (string | undefined)[] = [];
    const input = { Path: '/app', ...more };
    for await (const page of sdk.paginateGetParametersByPath({ client, pageSize: 1 }, input))
      names.push(...page.Parameters!.map(({ Name }) => Name));
    return names;
  };
  expect(await under()).toEqual(['/app/a', '/app/b']);
  expect(await under({ Recursive: true })).toEqual(['/app/a', '/app/b', '/app/deep/c']);
  const filtered = await client.send(
    new sdk.DescribeParametersCommand({ ParameterFilters: [{ Key: 'Name', Option: 'BeginsWith', Values: ['/other'] }] }),
  );
  expect(filtered.Parameters).toMatchObject([
    { Name: '/other/d', Type: 'String', Version: 1, LastModifiedUser: `arn:aws:iam::${TEST_ACCOUNT}:root` },
  ]);
});

test('labels name versions, one version each', async () => {
  await put('/a', '1');
  await put('/a', '2', { Overwrite: true });
  const label = (ParameterVersion: number) =>
    client.send(new sdk.LabelParameterVersionCommand({ Name: '/a', ParameterVersion, Labels: ['live', '9bad'] }));
  expect(await label(1)).toMatchObject({ InvalidLabels: ['9bad'], ParameterVersion: 1 });
  expect((await get('/a:live'))?.Value).toBe('1');
  await label(2);
  expect(await get('/a:live')).toMatchObject({ Value: '2', Selector: ':live' });
  const { Parameters } = await client.send(new sdk.GetParameterHistoryCommand({ Name: '/a' }));
  expect(Parameters?.map(({ Version, Labels }) => [Version, Labels])).toEqual([
    [1, []],
    [2, ['live']],
  ]);
});

test("tags are kept; AWS's public parameters are refused by name", async () => {
  await put('/a', '1', { Tags: [{ Key: 'k', Value: 'v' }] });
  const target = { ResourceType: 'Parameter', ResourceId: '/a' } as const;
  await client.send(new sdk.AddTagsToResourceCommand({ ...target, Tags: [{ Key: 'l', Value: 'w' }] }));
  await client.send(new sdk.RemoveTagsFromResourceCommand({ ...target, TagKeys: ['k'] }));
  expect((await client.send(new sdk.ListTagsForResourceCommand(target))).TagList).toEqual([{ Key: 'l', Value: 'w' }]);
  await expect(get('/aws/service/ami-amazon-linux-latest/al2023')).rejects.toThrow(
    'The embedded cloud does not implement ssm public parameter /aws/service/ami-amazon-linux-latest/al2023.',
  );
});
