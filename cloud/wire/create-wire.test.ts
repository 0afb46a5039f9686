import { DynamoDBClient, GetItemCommand, ListTablesCommand, PutItemCommand, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { AwsError } from '../aws-error.ts';
import { memoryCloud } from '../host/memory.ts';
import { defineService } from '../service.ts';

const seen: { operation: string; input: unknown }[] = [];
let reply: (input: Record<string, unknown>) => unknown = () => ({});

function fake(name: string, signingName: string, operations: string[], wire: object, load: () => Promise<object>) {
  return defineService<object>({
    name,
    scope: 'region',
    wires: [{ signingName, load, ...wire }],
    initialState: () => ({}),
    operations: Object.fromEntries(
      operations.map((operation) => [
        operation,
        (input: Record<string, unknown>) => {
          seen.push({ operation: `${name}.${operation}`, input });
          return reply(input);
        },
      ]),
    ),
    access: {},
    resourceTypes: [],
  });
}

const { clientOptions, faults } = await memoryCloud({
  services: [
    fake('dynamodb', 'dynamodb', ['PutItem', 'GetItem'], { target: 'DynamoDB_20120810' }, () => import('@aws-sdk/client-dynamodb')),
    fake('iam', 'iam', ['CreateRole'], { version: '2010-05-08' }, () => import('@aws-sdk/client-iam')),
    fake('sts', 'sts', ['GetCallerIdentity'], { version: '2011-06-15' }, () => import('@aws-sdk/client-sts')),
    fake('lambda', 'lambda', ['Invoke'], {}, () => import('@aws-sdk/client-lambda')),
    fake('s3', 's3', ['PutObject', 'GetObject', 'HeadObject', 'ListObjectsV2'], {}, () => import('@aws-sdk/client-s3')),
  ],
});

const dynamodb = new DynamoDBClient(clientOptions());
const s3 = new S3Client(clientOptions());

describe('an operation gets its typed input and its output comes back', () => {
  test('JSON', async () => {
    reply = () => ({ Attributes: { id: { S: 'é' }, data: { B: new Uint8Array([1, 2]) } } });
    const input = { TableName: 't', Item: { id: { S: 'a' }, n: { N: '1' } } };
    expect(await dynamodb.send(new PutItemCommand(input))).toMatchObject({
      Attributes: { id: { S: 'é' }, data: { B: new Uint8Array([1, 2]) } },
    });
    expect(seen.at(-1)).toEqual({ operation: 'dynamodb.PutItem', input });
  });

  test('Query', async () => {
    reply = () => ({ Account: '1', Arn: 'arn:<x>&', UserId: 'u' });
    const answer = await new STSClient(clientOptions()).send(new GetCallerIdentityCommand({}));
    expect(answer).toMatchObject({ Account: '1', Arn: 'arn:<x>&' });
    reply = () => ({
      Role: { RoleName: 'r', Path: '/', RoleId: 'i', Arn: 'a', CreateDate: new Date(1_700_000_000_000), Tags: [{ Key: 'k', Value: 'v' }] },
    });
    const role = await new IAMClient(clientOptions()).send(
      new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: '{}', Tags: [{ Key: 'a b', Value: '&=' }] }),
    );
    expect(role.Role?.CreateDate).toEqual(new Date(1_700_000_000_000));
    expect(seen.at(-1)?.input).toEqual({ RoleName: 'r', AssumeRolePolicyDocument: '{}', Tags: [{ Key: 'a b', Value: '&=' }] });
  });

  test('REST JSON', async () => {
    reply = () => ({ StatusCode: 200, Payload: new TextEncoder().encode('{"a":1}'), ExecutedVersion: '1' });
    const answer = await new LambdaClient(clientOptions()).send(new InvokeCommand({ FunctionName: 'f', Payload: '{"x":1}' }));
    expect(answer.Payload?.transformToString()).toBe('{"a":1}');
    expect(answer.ExecutedVersion).toBe('1');
  });

  test('REST XML, streamed both ways', async () => {
    reply = () => ({ ETag: '"e"' });
    await s3.send(new PutObjectCommand({ Bucket: 'b', Key: 'dir/a b+é', Body: 'hello', Metadata: { k: 'v' } }));
    expect(seen.at(-1)?.input).toMatchObject({
      Bucket: 'b',
      Key: 'dir/a b+é',
      Metadata: { k: 'v' },
      Body: new TextEncoder().encode('hello'),
    });
    reply = () => ({ Body: new TextEncoder().encode('hello'), ContentLength: 5, Metadata: { k: 'v' } });
    const object = await s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));
    expect(await object.Body?.transformToString()).toBe('hello');
    reply = () => ({ KeyCount: 1, Contents: [{ Key: 'k', Size: 5 }] });
    expect(await s3.send(new ListObjectsV2Command({ Bucket: 'b' }))).toMatchObject({ Contents: [{ Key: 'k', Size: 5 }] });
  });
});

describe('errors come out as AWS writes them', () => {
  test('modelled', async () => {
    reply = () => {
      throw new AwsError('ResourceNotFoundException', 'Requested resource not found');
    };
    const error = await dynamodb.send(new GetItemCommand({ TableName: 't', Key: {} })).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ResourceNotFoundException);
    expect(error).toMatchObject({ message: 'Requested resource not found', $metadata: { httpStatusCode: 400 } });
    reply = () => {
      throw new AwsError('NoSuchKey', 'The specified key does not exist.', { members: { Key: 'k' } });
    };
    const missing = await s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' })).catch((caught: unknown) => caught);
    expect(missing).toBeInstanceOf(NoSuchKey);
    expect(missing).toMatchObject({ $metadata: { httpStatusCode: 404 } });
    reply = () => {
      throw new AwsError('NotFound', 'Not Found');
    };
    await expect(s3.send(new HeadObjectCommand({ Bucket: 'b', Key: 'k' }))).rejects.toMatchObject({ name: 'NotFound' });
  });

  test('not implemented', async () => {
    await expect(dynamodb.send(new ListTablesCommand({}))).rejects.toMatchObject({
      name: 'NotImplemented',
      $metadata: { httpStatusCode: 501 },
    });
  });

  test('required members that are missing', async () => {
    await expect(dynamodb.send(new GetItemCommand({ TableName: 't', Key: undefined }))).rejects.toMatchObject({
      name: 'ValidationException',
      message: "1 validation error detected: Value null at 'key' failed to satisfy constraint: Member must not be null",
    });
  });
});

test('nothing of this was a fault of the cloud', () => expect(faults).toEqual([]));
