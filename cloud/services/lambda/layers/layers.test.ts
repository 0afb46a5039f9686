import * as sdk from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT } from '../../../host/memory.ts';
import { cloudformation } from '../../cloudformation/service.ts';
import { iam } from '../../iam/service.ts';
import { logs } from '../../logs/service.ts';
import { s3 } from '../../s3/service.ts';
import { sts } from '../../sts/service.ts';
import { type FakeEnvironments, fakeEnvironments } from '../fake-environments.ts';
import { lambda } from '../service.ts';

const OTHER = '444455556666';
const layerArn = (name: string, account = TEST_ACCOUNT) => `arn:aws:lambda:ap-southeast-1:${account}:layer:${name}`;
const zip = (text: string, path = 'nodejs/node_modules/a/index.js') => zipSync({ [path]: strToU8(text) });
let cloud: MemoryCloud;
let client: sdk.LambdaClient;
let environments: FakeEnvironments;

beforeEach(async () => {
  environments = fakeEnvironments();
  environments.handlers.set('fn', () => 1);
  cloud = await memoryCloud({ services: [cloudformation, iam, sts, logs, s3, lambda], environments });
  client = new sdk.LambdaClient(cloud.clientOptions());
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  for (const account of [TEST_ACCOUNT, OTHER]) await cloud.root(account).iam.CreateRole({ RoleName: 'fn', AssumeRolePolicyDocument });
});
afterEach(() => expect(cloud.faults).toEqual([]));

const publish = (options: Partial<sdk.PublishLayerVersionCommandInput> = {}) =>
  client.send(new sdk.PublishLayerVersionCommand({ LayerName: 'tools', Content: { ZipFile: zip('1') }, ...options }));
const create = (Layers: string[], account = TEST_ACCOUNT) =>
  new sdk.LambdaClient(cloud.clientOptions(account)).send(
    new sdk.CreateFunctionCommand({
      FunctionName: 'fn',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: `arn:aws:iam::${account}:role/fn`,
      Code: { ZipFile: zip('export const handler = 0', 'index.mjs') },
      Layers,
    }),
  );

test('each publication is a version of its own, whose number is never given again', async () => {
  const described = { Description: 'first', CompatibleRuntimes: ['nodejs24.x' as const], LicenseInfo: 'MIT' };
  const first = await publish(described);
  expect(first).toMatchObject({
    ...described,
    LayerArn: layerArn('tools'),
    LayerVersionArn: `${layerArn('tools')}:1`,
    Version: 1,
    CreatedDate: '2026-11-20T00:00:00.000+0000',
    Content: { CodeSha256: expect.stringMatching(/=$/), CodeSize: zip('1').length },
  });
  expect((await publish()).Version).toBe(2);
  const get = (VersionNumber: number) => client.send(new sdk.GetLayerVersionCommand({ LayerName: 'tools', VersionNumber }));
  const { $metadata: _, ...shown } = await get(1);
  expect(first).toMatchObject(shown);
  expect(await client.send(new sdk.GetLayerVersionByArnCommand({ Arn: `${layerArn('tools')}:1` }))).toMatchObject(shown);
  await client.send(new sdk.DeleteLayerVersionCommand({ LayerName: 'tools', VersionNumber: 2 }));
  await client.send(new sdk.DeleteLayerVersionCommand({ LayerName: 'tools', VersionNumber: 2 }));
  await expect(get(2)).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The resource you requested does not exist.',
  });
  await expect(get(0)).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: 'Layer Version Cannot be less than 1.',
  });
  expect((await publish()).Version).toBe(3);
});

test('lists show the newest version that fits, page by page', async () => {
  await publish({ CompatibleRuntimes: ['nodejs22.x'] });
  await publish({ CompatibleRuntimes: ['nodejs24.x'] });
  await publish({ LayerName: 'other', CompatibleArchitectures: ['arm64'] });
  const { Layers } = await client.send(new sdk.ListLayersCommand({}));
  expect(Layers!.map(({ LayerName, LatestMatchingVersion }) => [LayerName, LatestMatchingVersion!.Version])).toEqual([
    ['other', 1],
    ['tools', 2],
  ]);
  const fitting = await client.send(new sdk.ListLayersCommand({ CompatibleRuntime: 'nodejs22.x' }));
  expect(fitting.Layers).toEqual([
    { LayerName: 'tools', LayerArn: layerArn('tools'), LatestMatchingVersion: expect.objectContaining({ Version: 1 }) },
  ]);
  const list = (Marker?: string) => client.send(new sdk.ListLayerVersionsCommand({ LayerName: 'tools', MaxItems: 1, Marker }));
  const page = await list();
  expect([page, await list(page.NextMarker)].map(({ LayerVersions }) => LayerVersions![0]!.Version)).toEqual([2, 1]);
});

test('a function keeps the layers that it uses, also when they are deleted', async () => {
  const one = (await publish()).LayerVersionArn!;
  const two = (await publish({ LayerName: 'other', Content: { ZipFile: zip('2') } })).LayerVersionArn!;
  const { Layers } = await create([one, two]);
  expect(Layers).toEqual([one, two].map((Arn) => ({ Arn, CodeSize: zip('1').length })));
  await client.send(new sdk.DeleteLayerVersionCommand({ LayerName: 'tools', VersionNumber: 1 }));
  await cloud.root().lambda.Invoke({ FunctionName: 'fn' });
  const files = environments.created[0]!.layers!.files();
  expect([...files].map(([path, bytes]) => [path, new TextDecoder().decode(bytes)])).toEqual([['nodejs/node_modules/a/index.js', '2']]);
  const changed = await client.send(new sdk.UpdateFunctionConfigurationCommand({ FunctionName: 'fn', Layers: [] }));
  expect(changed.Layers).toBeUndefined();
  await cloud.root().lambda.Invoke({ FunctionName: 'fn' });
  expect(environments.created[1]!.layers).toBeUndefined();
});

test.each<[string, string[], string, string | RegExp]>([
  ['none such', [`${layerArn('tools')}:9`], 'InvalidParameterValueException', `Layer version ${layerArn('tools')}:9 does not exist.`],
  ['no version', [layerArn('tools')], 'ValidationException', /at 'layers' failed to satisfy constraint/],
  [
    'another region',
    [`arn:aws:lambda:us-east-1:${TEST_ACCOUNT}:layer:tools:1`],
    'InvalidParameterValueException',
    'Layers are not in the same region as the function. Layers are expected to be in region ap-southeast-1.',
  ],
  [
    'two versions of one',
    [`${layerArn('tools')}:1`, `${layerArn('tools')}:2`],
    'InvalidParameterValueException',
    `Two different versions of the same layer are not allowed to be referenced in the same function. ${layerArn('tools')}:1 and ${layerArn('tools')}:2 are versions of the same layer.`,
  ],
  ['too many', Array(6).fill(`${layerArn('tools')}:1`), 'InvalidParameterValueException', 'Cannot reference more than 5 layers.'],
])('a function with a layer of %s is refused', async (_, layers, name, message) => {
  await publish();
  await publish();
  await expect(create(layers)).rejects.toMatchObject({
    name,
    message: typeof message === 'string' ? message : expect.stringMatching(message),
  });
  expect((await client.send(new sdk.ListFunctionsCommand({}))).Functions).toEqual([]);
});

test('another account uses a layer version once it is shared with it', async () => {
  const arn = (await publish()).LayerVersionArn!;
  const place = { LayerName: 'tools', VersionNumber: 1 };
  await expect(create([arn], OTHER)).rejects.toMatchObject({ name: 'AccessDeniedException', message: expect.stringContaining(arn) });
  const shared = { ...place, StatementId: 'share', Action: 'lambda:GetLayerVersion', Principal: OTHER };
  const { Statement, RevisionId } = await client.send(new sdk.AddLayerVersionPermissionCommand(shared));
  expect(JSON.parse(Statement!)).toEqual({
    Sid: 'share',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${OTHER}:root` },
    Action: 'lambda:GetLayerVersion',
    Resource: arn,
  });
  await expect(client.send(new sdk.AddLayerVersionPermissionCommand(shared))).rejects.toMatchObject({ name: 'ResourceConflictException' });
  expect((await create([arn], OTHER)).Layers).toHaveLength(1);
  await cloud.root(OTHER).lambda.Invoke({ FunctionName: 'fn' });
  expect(environments.created[0]!.layers!.files().size).toBe(1);
  expect(await client.send(new sdk.GetLayerVersionPolicyCommand(place))).toMatchObject({ RevisionId });
  await client.send(new sdk.RemoveLayerVersionPermissionCommand({ ...place, StatementId: 'share' }));
  await expect(client.send(new sdk.GetLayerVersionPolicyCommand(place))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('extensions in a layer are refused by name', async () => {
  await expect(publish({ Content: { ZipFile: zip('#!', 'extensions/agent') } })).rejects.toMatchObject({
    name: 'NotImplemented',
    message: 'The embedded cloud does not implement lambda PublishLayerVersion with extensions.',
  });
});

test('a template makes a layer, shares it and gives it to a function; new content is a new version', async () => {
  const { cloudformation, lambda, s3 } = cloud.root();
  await s3.CreateBucket({ Bucket: 'assets', CreateBucketConfiguration: { LocationConstraint: 'ap-southeast-1' } });
  for (const key of ['1', '2']) await s3.PutObject({ Bucket: 'assets', Key: key, Body: zip(key) });
  const template = (S3Key: string) =>
    JSON.stringify({
      Resources: {
        Layer: { Type: 'AWS::Lambda::LayerVersion', Properties: { LayerName: 'tools', Content: { S3Bucket: 'assets', S3Key } } },
        Share: {
          Type: 'AWS::Lambda::LayerVersionPermission',
          Properties: { LayerVersionArn: { Ref: 'Layer' }, Action: 'lambda:GetLayerVersion', Principal: '*' },
        },
        Fn: {
          Type: 'AWS::Lambda::Function',
          Properties: {
            FunctionName: 'fn',
            Runtime: 'nodejs24.x',
            Handler: 'index.handler',
            Role: `arn:aws:iam::${TEST_ACCOUNT}:role/fn`,
            Code: { ZipFile: 'exports.handler = 0' },
            Layers: [{ Ref: 'Layer' }],
          },
        },
      },
    });
  const settled = (status: string) =>
    expect
      .poll(async () => {
        await cloud.clock.advance(1000);
        return (await cloudformation.DescribeStacks({ StackName: 's' })).Stacks![0]!.StackStatus;
      })
      .toBe(status);
  await cloudformation.CreateStack({ StackName: 's', TemplateBody: template('1') });
  await settled('CREATE_COMPLETE');
  expect((await lambda.GetFunctionConfiguration({ FunctionName: 'fn' })).Layers![0]!.Arn).toBe(`${layerArn('tools')}:1`);
  await lambda.GetLayerVersionPolicy({ LayerName: 'tools', VersionNumber: 1 });
  await cloudformation.UpdateStack({ StackName: 's', TemplateBody: template('2') });
  await settled('UPDATE_COMPLETE');
  expect((await lambda.GetFunctionConfiguration({ FunctionName: 'fn' })).Layers![0]!.Arn).toBe(`${layerArn('tools')}:2`);
  expect((await lambda.ListLayerVersions({ LayerName: 'tools' })).LayerVersions!.map(({ Version }) => Version)).toEqual([2]);
});
