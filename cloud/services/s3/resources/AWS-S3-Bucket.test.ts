import { expect, test } from 'vitest';
import { memoryCloud } from '../../../host/memory.ts';
import { cloudformation } from '../../cloudformation/service.ts';
import { iam } from '../../iam/service.ts';
import { s3 } from '../service.ts';

const template = (Properties: object, others: object = {}) =>
  JSON.stringify({
    Resources: { Staging: { Type: 'AWS::S3::Bucket', Properties }, ...others },
    Outputs: {
      Name: { Value: { Ref: 'Staging' } },
      Arn: { Value: { 'Fn::GetAtt': ['Staging', 'Arn'] } },
      Url: { Value: { 'Fn::GetAtt': ['Staging', 'RegionalDomainName'] } },
    },
  });

async function start() {
  const memory = await memoryCloud({ services: [cloudformation, iam, s3] });
  const { cloudformation: formation, s3: buckets } = memory.root();
  const settle = async () => {
    await memory.clock.advance(5000);
    const { Stacks } = await formation.DescribeStacks({ StackName: 'shop' });
    const { StackStatus, Outputs = [] } = Stacks![0]!;
    const { StackEvents } = await formation.DescribeStackEvents({ StackName: 'shop' });
    const reasons = StackEvents!.map(({ ResourceStatusReason }) => ResourceStatusReason).filter((reason) => reason !== undefined);
    return { StackStatus, outputs: Object.fromEntries(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])), reasons };
  };
  const create = async (TemplateBody: string) => {
    await formation.CreateStack({ StackName: 'shop', TemplateBody });
    return settle();
  };
  const update = async (TemplateBody: string) => {
    await formation.UpdateStack({ StackName: 'shop', TemplateBody });
    return settle();
  };
  return { ...memory, formation, buckets, create, update, settle };
}

/** As the CDK's bootstrap template has it. */
const staging = {
  AccessControl: 'Private',
  BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }] },
  PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
  VersioningConfiguration: { Status: 'Enabled' },
  LifecycleConfiguration: {
    Rules: [
      { Id: 'CleanupOldVersions', Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 30 } },
      { Id: 'AbortIncompleteMultipartUploads', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
    ],
  },
};
const policy = {
  Type: 'AWS::S3::BucketPolicy',
  Properties: {
    Bucket: { Ref: 'Staging' },
    PolicyDocument: {
      Id: 'AccessControl',
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'AllowSSLRequestsOnly',
          Action: 's3:*',
          Effect: 'Deny',
          Resource: [{ 'Fn::GetAtt': ['Staging', 'Arn'] }, { 'Fn::Join': ['/', [{ 'Fn::GetAtt': ['Staging', 'Arn'] }, '*']] }],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          Principal: '*',
        },
      ],
    },
  },
};

test("the CDK's staging bucket is made as its template says, and is usable", async () => {
  const { create, buckets } = await start();
  const { StackStatus, outputs, reasons } = await create(template(staging, { Policy: policy }));
  expect({ StackStatus, reasons }).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
  const Bucket = outputs.Name!;
  expect(outputs).toMatchObject({ Arn: `arn:aws:s3:::${Bucket}`, Url: `${Bucket}.s3.ap-southeast-1.amazonaws.com` });
  expect(await buckets.GetBucketVersioning({ Bucket })).toEqual({ Status: 'Enabled' });
  const { Rules } = await buckets.GetBucketLifecycleConfiguration({ Bucket });
  expect(Rules!.map(({ ID }) => ID)).toEqual(['CleanupOldVersions', 'AbortIncompleteMultipartUploads']);
  expect(await buckets.PutObject({ Bucket, Key: 'asset', Body: 'zip', ServerSideEncryption: 'AES256' })).toMatchObject({
    ServerSideEncryption: 'AES256',
  });
  expect(await buckets.PutObject({ Bucket, Key: 'asset', Body: 'zip' })).toMatchObject({ ServerSideEncryption: 'aws:kms' });
});

test('an update changes what changed, and a full bucket fails the deletion of its stack', async () => {
  const { create, update, buckets, formation, settle } = await start();
  const { outputs } = await create(template(staging));
  const Bucket = outputs.Name!;
  const { VersioningConfiguration: _, ...unversioned } = staging;
  const cors = { CorsConfiguration: { CorsRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'], MaxAge: 60 }] } };
  const updated = await update(template({ ...unversioned, ...cors, Tags: [{ Key: 'lab', Value: 'leda' }] }));
  expect(updated).toMatchObject({ StackStatus: 'UPDATE_COMPLETE', outputs: { Name: Bucket } });
  expect(await buckets.GetBucketVersioning({ Bucket })).toEqual({ Status: 'Suspended' });
  expect((await buckets.GetBucketCors({ Bucket })).CORSRules).toEqual([
    { AllowedMethods: ['GET'], AllowedOrigins: ['*'], MaxAgeSeconds: 60 },
  ]);
  expect((await buckets.GetBucketTagging({ Bucket })).TagSet).toContainEqual({ Key: 'lab', Value: 'leda' });
  await buckets.PutObject({ Bucket, Key: 'k', Body: 'x' });
  await formation.DeleteStack({ StackName: 'shop' });
  expect((await settle()).StackStatus).toBe('DELETE_FAILED');
});

test.each([
  ['a public ACL', { AccessControl: 'PublicRead' }, 'The bucket does not allow ACLs'],
  [
    'a key of the account',
    {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'mine' } }],
      },
    },
    'KMS key',
  ],
])('%s fails the stack by name and leaves no bucket', async (_title, properties, reason) => {
  const { create, buckets } = await start();
  const { StackStatus, reasons } = await create(template(properties));
  expect(StackStatus).toMatch(/^ROLLBACK_COMPLETE$|FAILED/);
  expect(reasons.join('\n')).toContain(reason);
  expect((await buckets.ListBuckets({})).Buckets).toEqual([]);
});

test('a property that is not honoured is refused by name, before anything is made', async () => {
  const { formation } = await start();
  await expect(
    formation.CreateStack({ StackName: 'shop', TemplateBody: template({ ReplicationConfiguration: {} }) }),
  ).rejects.toMatchObject({ message: expect.stringContaining('property ReplicationConfiguration of AWS::S3::Bucket (resource Staging)') });
});
