import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HostedCloud, startCloud } from '../cloud/host/node/start.ts';
import { bucketsOf, emptyBucket } from './empty-buckets.ts';

const scratch = mkdtempSync(path.join(tmpdir(), 'buckets-'));
const faults: unknown[] = [];
let cloud: HostedCloud;
beforeAll(async () => {
  cloud = await startCloud({ port: 0, stateDirectory: scratch, onFault: (fault) => faults.push(fault) });
});
afterAll(async () => {
  await cloud.close();
  rmSync(scratch, { recursive: true });
  expect(faults).toEqual([]);
});

const configuration = () => ({
  region: 'ap-southeast-1',
  endpoint: cloud.endpoint,
  forcePathStyle: true,
  disableHostPrefix: true,
  credentials: { accessKeyId: '111122223333', secretAccessKey: 'unused' },
});

const StackName = 'holds-things';
const TemplateBody = JSON.stringify({
  Resources: { Things: { Type: 'AWS::S3::Bucket', Properties: { VersioningConfiguration: { Status: 'Enabled' } } } },
});

test("a stack's own bucket is emptied of versions, markers and unfinished uploads, beyond one page; no other bucket is", async () => {
  const s3 = new S3Client(configuration());
  const cloudformation = new CloudFormationClient(configuration());
  await s3.send(
    new CreateBucketCommand({ Bucket: 'of-somebody-else', CreateBucketConfiguration: { LocationConstraint: 'ap-southeast-1' } }),
  );
  await s3.send(new PutObjectCommand({ Bucket: 'of-somebody-else', Key: 'kept', Body: 'x' }));
  await cloudformation.send(new CreateStackCommand({ StackName, TemplateBody }));
  await waitUntilStackCreateComplete({ client: cloudformation, maxWaitTime: 10, minDelay: 1, maxDelay: 1 }, { StackName });
  const [Bucket] = await bucketsOf(configuration(), StackName);
  for (let i = 0; i < 1100; i++) await s3.send(new PutObjectCommand({ Bucket, Key: `thing-${i % 600}`, Body: String(i) }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'thing-1' }));
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'unfinished' }));
  await s3.send(new UploadPartCommand({ Bucket, Key: 'unfinished', UploadId, PartNumber: 1, Body: 'x' }));

  expect(await bucketsOf(configuration(), StackName)).toEqual([Bucket]);
  expect(await emptyBucket(configuration(), Bucket!)).toBe(1101);
  expect(await emptyBucket(configuration(), Bucket!)).toBe(0);
  await cloudformation.send(new DeleteStackCommand({ StackName }));
  await expect
    .poll(() => cloudformation.send(new DescribeStacksCommand({ StackName })).catch((error: Error) => error.message))
    .toBe(`Stack with id ${StackName} does not exist`);
  expect(await emptyBucket(configuration(), Bucket!)).toBe(0);
  await s3.send(new HeadObjectCommand({ Bucket: 'of-somebody-else', Key: 'kept' }));
});
