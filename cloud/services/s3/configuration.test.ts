import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { memoryCloud } from '../../host/memory.ts';
import type { AssumedRole } from '../../principal.ts';
import { defineService } from '../../service.ts';
import { iam } from '../iam/service.ts';
import { lambda } from '../lambda/service.ts';
import { sns } from '../sns/service.ts';
import { sqs } from '../sqs/service.ts';
import { sts } from '../sts/service.ts';
import { s3 } from './service.ts';

const DAY = 86_400_000;
const Bucket = 'photos';
const bytes = (text: string) => new TextEncoder().encode(text);

async function cloudWithBucket(more: Parameters<typeof memoryCloud>[0] = {}) {
  const memory = await memoryCloud({ services: [s3], ...more });
  const client = memory.root().s3;
  await client.CreateBucket({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'ap-southeast-1' } });
  const put = (Key: string) => client.PutObject({ Bucket, Key, Body: bytes(Key) });
  const keys = async () => ((await client.ListObjectsV2({ Bucket })).Contents ?? []).map(({ Key }) => Key);
  return { ...memory, client, put, keys };
}

describe('what a new bucket is', () => {
  test('private, without ACLs, encrypted, without versions', async () => {
    const { client } = await cloudWithBucket();
    expect(await client.GetPublicAccessBlock({ Bucket })).toEqual({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
    });
    expect(await client.GetBucketEncryption({ Bucket })).toEqual({
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
      },
    });
    expect(await client.GetBucketOwnershipControls({ Bucket })).toEqual({
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
    expect(await client.GetBucketVersioning({ Bucket })).toEqual({});
    for (const [operation, code] of [
      ['GetBucketPolicy', 'NoSuchBucketPolicy'],
      ['GetBucketCors', 'NoSuchCORSConfiguration'],
      ['GetBucketWebsite', 'NoSuchWebsiteConfiguration'],
      ['GetBucketLifecycleConfiguration', 'NoSuchLifecycleConfiguration'],
      ['GetBucketTagging', 'NoSuchTagSet'],
    ] as const) {
      await expect(client[operation]({ Bucket })).rejects.toMatchObject({ code, status: 404 });
    }
  });

  test('configurations that are not there are refused by name', async () => {
    const { client } = await cloudWithBucket();
    const unknown: Record<string, unknown> = client as never;
    for (const operation of ['PutBucketReplication', 'PutBucketLogging', 'PutObjectLockConfiguration', 'PutBucketInventoryConfiguration']) {
      await expect((unknown[operation] as (input: object) => Promise<unknown>)({ Bucket })).rejects.toMatchObject({
        code: 'NotImplemented',
        message: `The embedded cloud does not implement s3 ${operation}.`,
      });
    }
  });
});

describe('policies', () => {
  const everybody = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` }],
  };
  const Policy = JSON.stringify(everybody);

  test('a public policy needs the blocks to be lifted, and then everybody may read', async () => {
    const { client, cloud, put } = await cloudWithBucket();
    await put('k');
    const visitor = cloud.as({ type: 'anonymous' }, '000000000000', 'us-east-1').s3;
    await expect(visitor.GetObject({ Bucket, Key: 'k' })).rejects.toMatchObject({ code: 'AccessDenied' });
    await expect(client.PutBucketPolicy({ Bucket, Policy })).rejects.toMatchObject({
      code: 'AccessDenied',
      message:
        'User: arn:aws:iam::111122223333:root is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::photos" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.',
    });
    await client.PutPublicAccessBlock({ Bucket, PublicAccessBlockConfiguration: { RestrictPublicBuckets: true } });
    await client.PutBucketPolicy({ Bucket, Policy });
    expect(await client.GetBucketPolicyStatus({ Bucket })).toEqual({ PolicyStatus: { IsPublic: true } });
    await expect(visitor.GetObject({ Bucket, Key: 'k' })).rejects.toMatchObject({ code: 'AccessDenied' });
    await client.DeletePublicAccessBlock({ Bucket });
    expect((await visitor.GetObject({ Bucket, Key: 'k' })).ContentLength).toBe(1);
    await expect(visitor.GetObject({ Bucket, Key: 'none' })).rejects.toMatchObject({ code: 'AccessDenied' });
    await expect(visitor.PutObject({ Bucket, Key: 'k' })).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  test('a policy limited to one source is not public', async () => {
    const { client } = await cloudWithBucket();
    const limited = {
      ...everybody,
      Statement: [{ ...everybody.Statement[0], Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } }],
    };
    await client.PutBucketPolicy({ Bucket, Policy: JSON.stringify(limited) });
    expect(await client.GetBucketPolicyStatus({ Bucket })).toEqual({ PolicyStatus: { IsPublic: false } });
  });

  test('a policy speaks of its own bucket, in JSON', async () => {
    const { client } = await cloudWithBucket();
    const other = { ...everybody, Statement: [{ ...everybody.Statement[0], Resource: 'arn:aws:s3:::other/*' }] };
    await expect(client.PutBucketPolicy({ Bucket, Policy: JSON.stringify(other) })).rejects.toMatchObject({
      code: 'MalformedPolicy',
      message: 'Policy has invalid resource',
    });
    await expect(client.PutBucketPolicy({ Bucket, Policy: 'no' })).rejects.toMatchObject({
      message: "Policies must be valid JSON and the first byte must be '{'",
    });
  });

  test('a denial of plain HTTP, as the CDK bootstraps it, leaves the bucket usable; a denial of all can be taken back by root', async () => {
    const { client, put, keys } = await cloudWithBucket();
    const deny = (Condition?: object) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`],
            ...(Condition && { Condition }),
          },
        ],
      });
    await client.PutBucketPolicy({ Bucket, Policy: deny({ Bool: { 'aws:SecureTransport': 'false' } }) });
    await put('k');
    expect(await keys()).toEqual(['k']);
    await client.PutBucketPolicy({ Bucket, Policy: deny() });
    await expect(keys()).rejects.toMatchObject({ code: 'AccessDenied' });
    await client.DeleteBucketPolicy({ Bucket });
    expect(await keys()).toEqual(['k']);
  });

  test('a role reads what its bucket policy lets it read, and a missing key stays hidden without ListBucket', async () => {
    const { client, cloud, put, root } = await cloudWithBucket({ services: [s3, iam] });
    await put('k');
    const trust = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    };
    const { Role } = await root().iam.CreateRole({ RoleName: 'reader', AssumeRolePolicyDocument: JSON.stringify(trust) });
    const role: AssumedRole = {
      type: 'assumed-role',
      account: '111122223333',
      roleArn: Role!.Arn!,
      roleId: Role!.RoleId!,
      sessionName: 's',
      arn: 'arn:aws:sts::111122223333:assumed-role/reader/s',
    };
    const reader = cloud.as(role, '111122223333', 'ap-southeast-1').s3;
    await expect(reader.GetObject({ Bucket, Key: 'k' })).rejects.toMatchObject({ code: 'AccessDenied' });
    const statement = { Effect: 'Allow', Principal: { AWS: role.roleArn }, Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` };
    await client.PutBucketPolicy({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) });
    expect((await reader.GetObject({ Bucket, Key: 'k' })).ContentLength).toBe(1);
    await expect(reader.GetObject({ Bucket, Key: 'none' })).rejects.toMatchObject({
      code: 'AccessDenied',
      message: expect.stringContaining('s3:ListBucket'),
    });
    const list = {
      ...statement,
      Action: 's3:ListBucket',
      Resource: `arn:aws:s3:::${Bucket}`,
      Condition: { StringLike: { 's3:prefix': 'a/*' } },
    };
    await client.PutBucketPolicy({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement, list] }) });
    await reader.ListObjectsV2({ Bucket, Prefix: 'a/1' });
    await expect(reader.ListObjectsV2({ Bucket, Prefix: 'b/' })).rejects.toMatchObject({ code: 'AccessDenied' });
    const { Errors } = await reader.DeleteObjects({ Bucket, Delete: { Objects: [{ Key: 'k' }] } });
    expect(Errors).toMatchObject([{ Key: 'k', Code: 'AccessDenied' }]);
  });
});

describe('lifecycle', () => {
  test('objects end at the midnight behind their days, by prefix', async () => {
    const { client, clock, put, keys } = await cloudWithBucket();
    await clock.advance(3_600_000);
    await put('tmp/a');
    await put('kept');
    await client.PutBucketLifecycleConfiguration({
      Bucket,
      LifecycleConfiguration: { Rules: [{ ID: 'tmp', Status: 'Enabled', Filter: { Prefix: 'tmp/' }, Expiration: { Days: 1 } }] },
    });
    expect((await client.HeadObject({ Bucket, Key: 'tmp/a' })).Expiration).toBe(
      'expiry-date="Sun, 22 Nov 2026 00:00:00 GMT", rule-id="tmp"',
    );
    await clock.advance(2 * DAY - 3_600_001);
    expect(await keys()).toEqual(['kept', 'tmp/a']);
    await clock.advance(1);
    expect(await keys()).toEqual(['kept']);
  });

  test('noncurrent versions, lone markers and unfinished uploads end', async () => {
    const { client, clock, put } = await cloudWithBucket();
    await client.PutBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
    await client.PutBucketLifecycleConfiguration({
      Bucket,
      LifecycleConfiguration: {
        Rules: [
          {
            Status: 'Enabled',
            Filter: { Prefix: '' },
            NoncurrentVersionExpiration: { NoncurrentDays: 30 },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
            Expiration: { ExpiredObjectDeleteMarker: true },
          },
        ],
      },
    });
    await put('k');
    await put('k');
    await put('gone');
    await client.DeleteObject({ Bucket, Key: 'gone' });
    await client.CreateMultipartUpload({ Bucket, Key: 'upload' });
    const counts = async () => {
      const { Versions = [], DeleteMarkers = [] } = await client.ListObjectVersions({ Bucket });
      return [Versions.length, DeleteMarkers.length, (await client.ListMultipartUploads({ Bucket })).Uploads?.length ?? 0];
    };
    expect(await counts()).toEqual([3, 1, 1]);
    await clock.advance(2 * DAY);
    expect(await counts()).toEqual([3, 1, 0]);
    await clock.advance(30 * DAY);
    expect(await counts()).toEqual([1, 0, 0]);
  });

  test('a rule with transitions is refused by name', async () => {
    const { client } = await cloudWithBucket();
    const Rules = [{ Status: 'Enabled' as const, Filter: { Prefix: '' }, Transitions: [{ Days: 30, StorageClass: 'GLACIER' as const }] }];
    await expect(client.PutBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration: { Rules } })).rejects.toMatchObject({
      code: 'NotImplemented',
    });
  });
});

describe('notifications', () => {
  /** Stands in for Lambda: notes who invokes what. */
  function recorder(deny = false) {
    const invoked: { type: string; payload: string; by: unknown }[] = [];
    const lambda = defineService<object>({
      name: 'lambda',
      wires: [],
      scope: 'region',
      initialState: () => ({}),
      operations: {
        Invoke: (input: { InvocationType: string; Payload?: Uint8Array }, call) => {
          invoked.push({ type: input.InvocationType, payload: new TextDecoder().decode(input.Payload), by: call.principal });
          return { StatusCode: 202 };
        },
      },
      access: deny ? {} : { Invoke: () => [] },
      resourceTypes: [],
    });
    return { lambda, invoked };
  }
  const LambdaFunctionArn = 'arn:aws:lambda:ap-southeast-1:111122223333:function:resize';
  const configuration = (Events: string[], prefix = '') => ({
    LambdaFunctionConfigurations: [
      {
        Id: 'resize',
        LambdaFunctionArn,
        Events: Events as never,
        Filter: { Key: { FilterRules: [{ Name: 'prefix' as const, Value: prefix }] } },
      },
    ],
  });

  test('a function hears of the objects it asked for, from S3 for this bucket', async () => {
    const { lambda, invoked } = recorder();
    const { client, put, clock, faults } = await cloudWithBucket({ services: [s3, lambda] });
    await client.PutBucketNotificationConfiguration({ Bucket, NotificationConfiguration: configuration(['s3:ObjectCreated:*'], 'in/') });
    await put('in/a b+đ.jpg');
    await put('out/x');
    await client.DeleteObject({ Bucket, Key: 'in/a b+đ.jpg' });
    await clock.advance(0);
    expect(faults).toEqual([]);
    expect(invoked.map(({ type }) => type)).toEqual(['DryRun', 'Event']);
    expect(invoked[1]!.by).toEqual({
      type: 'service',
      service: 's3.amazonaws.com',
      sourceArn: 'arn:aws:s3:::photos',
      sourceAccount: '111122223333',
    });
    const [record] = JSON.parse(invoked[1]!.payload).Records;
    expect(record).toMatchObject({
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: 'ap-southeast-1',
      eventTime: '2026-11-20T00:00:00.000Z',
      eventName: 'ObjectCreated:Put',
      s3: {
        configurationId: 'resize',
        bucket: { name: 'photos', arn: 'arn:aws:s3:::photos' },
        object: { key: 'in/a+b%2B%C4%91.jpg', size: 13 },
      },
    });
  });

  test('a real function is a destination once its policy lets S3 invoke it for this bucket', async () => {
    const { client, root } = await cloudWithBucket({ services: [s3, iam, sts, lambda] });
    const trust = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    };
    const { Role } = await root().iam.CreateRole({ RoleName: 'r', AssumeRolePolicyDocument: JSON.stringify(trust) });
    const ZipFile = zipSync({ 'index.mjs': bytes('export const handler = () => {};') });
    await root().lambda.CreateFunction({
      FunctionName: 'resize',
      Role: Role!.Arn,
      Code: { ZipFile },
      Handler: 'index.handler',
      Runtime: 'nodejs22.x',
    });
    const set = () =>
      client.PutBucketNotificationConfiguration({ Bucket, NotificationConfiguration: configuration(['s3:ObjectCreated:*']) });
    const allow = (StatementId: string, SourceArn: string) =>
      root().lambda.AddPermission({
        FunctionName: 'resize',
        StatementId,
        Action: 'lambda:InvokeFunction',
        Principal: 's3.amazonaws.com',
        SourceArn,
      });
    await allow('other', 'arn:aws:s3:::other');
    await expect(set()).rejects.toMatchObject({ message: 'Unable to validate the following destination configurations' });
    await allow('this', 'arn:aws:s3:::photos');
    await set();
    expect((await client.GetBucketNotificationConfiguration({ Bucket })).LambdaFunctionConfigurations).toMatchObject([
      { Id: 'resize', LambdaFunctionArn },
    ]);
  });

  test('a queue and a topic are told once their policies let S3 in for this bucket, with a test event first', async () => {
    const { client, put, clock, root, faults } = await cloudWithBucket({ services: [s3, iam, sqs, sns] });
    const QueueArn = 'arn:aws:sqs:ap-southeast-1:111122223333:uploads';
    const QueueUrl = 'http://127.0.0.1:4566/111122223333/uploads';
    const TopicArn = 'arn:aws:sns:ap-southeast-1:111122223333:uploads';
    await root().sqs.CreateQueue({ QueueName: 'uploads' });
    await root().sns.CreateTopic({ Name: 'uploads' });
    await root().sns.Subscribe({ TopicArn, Protocol: 'sqs', Endpoint: QueueArn, Attributes: { RawMessageDelivery: 'true' } });
    const NotificationConfiguration = {
      QueueConfigurations: [{ QueueArn, Events: ['s3:ObjectCreated:*' as const] }],
      TopicConfigurations: [{ TopicArn, Events: ['s3:ObjectRemoved:*' as const] }],
    };
    const set = () => client.PutBucketNotificationConfiguration({ Bucket, NotificationConfiguration });
    await expect(set()).rejects.toMatchObject({ message: 'Unable to validate the following destination configurations' });
    const letIn = (Service: string, SourceArn: string) => ({
      Effect: 'Allow',
      Principal: { Service },
      Action: 'sqs:SendMessage',
      Resource: QueueArn,
      Condition: { ArnLike: { 'aws:SourceArn': SourceArn } },
    });
    const Statement = [letIn('s3.amazonaws.com', 'arn:aws:s3:::photos'), letIn('sns.amazonaws.com', TopicArn)];
    await root().sqs.SetQueueAttributes({ QueueUrl, Attributes: { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) } });
    await set();
    const told = async () => {
      await clock.advance(10);
      const { Messages = [] } = await root().sqs.ReceiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
      return Messages.map(({ Body }) => JSON.parse(Body!));
    };
    expect(await told()).toMatchObject([
      { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket },
      { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket },
    ]);
    await put('a.jpg');
    await client.DeleteObject({ Bucket, Key: 'a.jpg' });
    const names = (await told()).map(({ Records }) => Records[0].eventName);
    expect(names.sort()).toEqual(['ObjectCreated:Put', 'ObjectRemoved:Delete']);
    expect(await client.GetBucketNotificationConfiguration({ Bucket })).toMatchObject({
      QueueConfigurations: [{ QueueArn }],
      TopicConfigurations: [{ TopicArn }],
    });
    expect(faults).toEqual([]);
  });

  test('a function that S3 may not invoke, overlaps and other destinations are refused', async () => {
    const { lambda } = recorder(true);
    const { client } = await cloudWithBucket({ services: [s3, lambda] });
    const set = (NotificationConfiguration: object) => client.PutBucketNotificationConfiguration({ Bucket, NotificationConfiguration });
    await expect(set(configuration(['s3:ObjectCreated:*']))).rejects.toMatchObject({
      code: 'InvalidArgument',
      message: 'Unable to validate the following destination configurations',
    });
    const [one] = configuration(['s3:ObjectCreated:*'], 'a').LambdaFunctionConfigurations;
    const [other] = configuration(['s3:ObjectCreated:Put'], 'ab').LambdaFunctionConfigurations;
    await expect(set({ LambdaFunctionConfigurations: [one, other] })).rejects.toMatchObject({
      message: 'Configurations overlap. Configurations on the same bucket cannot share a common event type.',
    });
    // Reason: this cloud has no EventBridge.
    await expect(set({ EventBridgeConfiguration: {} })).rejects.toMatchObject({ code: 'NotImplemented' });
    await set({});
  });
});

describe('the rest', () => {
  test('CORS and website configurations are kept as they are put', async () => {
    const { client } = await cloudWithBucket();
    const CORSRules = [{ AllowedMethods: ['GET'], AllowedOrigins: ['https://*.example.com'], MaxAgeSeconds: 60 }];
    await client.PutBucketCors({ Bucket, CORSConfiguration: { CORSRules } });
    expect(await client.GetBucketCors({ Bucket })).toEqual({ CORSRules });
    await expect(
      client.PutBucketCors({ Bucket, CORSConfiguration: { CORSRules: [{ AllowedMethods: ['PATCH'], AllowedOrigins: ['*'] }] } }),
    ).rejects.toMatchObject({ message: 'Found unsupported HTTP method in CORS config. Unsupported method is PATCH' });
    await client.PutBucketWebsite({ Bucket, WebsiteConfiguration: { IndexDocument: { Suffix: 'index.html' } } });
    expect(await client.GetBucketWebsite({ Bucket })).toEqual({ IndexDocument: { Suffix: 'index.html' } });
  });

  test('object tags are replaced as a whole, up to ten', async () => {
    const { client, put } = await cloudWithBucket();
    await put('k');
    const tags = (count: number) => Array.from({ length: count }, (_, index) => ({ Key: `k${index}`, Value: 'v' }));
    await client.PutObjectTagging({ Bucket, Key: 'k', Tagging: { TagSet: tags(10) } });
    expect((await client.GetObjectTagging({ Bucket, Key: 'k' })).TagSet).toHaveLength(10);
    await expect(client.PutObjectTagging({ Bucket, Key: 'k', Tagging: { TagSet: tags(11) } })).rejects.toMatchObject({
      code: 'BadRequest',
      message: 'Object tags cannot be greater than 10',
    });
    await client.DeleteObjectTagging({ Bucket, Key: 'k' });
    expect((await client.GetObjectTagging({ Bucket, Key: 'k' })).TagSet).toEqual([]);
  });
});
