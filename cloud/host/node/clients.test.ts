import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { CreateStreamCommand, DescribeStreamSummaryCommand, KinesisClient, ListStreamsCommand } from '@aws-sdk/client-kinesis';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HostedCloud, startCloud } from './start.ts';

let cloud: HostedCloud;
let stateDirectory: string;
const faults: unknown[] = [];

beforeAll(async () => {
  stateDirectory = mkdtempSync(join(tmpdir(), 'cloud-'));
  cloud = await startCloud({ port: 0, stateDirectory, onFault: (fault) => faults.push(fault) });
});
afterAll(async () => {
  await cloud.close();
  rmSync(stateDirectory, { recursive: true, force: true });
  expect(faults).toEqual([]);
});

/** Nothing but what somebody who points an SDK at this cloud would set. */
const options = (account = '111122223333') => ({
  endpoint: cloud.endpoint,
  region: 'ap-southeast-1',
  credentials: { accessKeyId: account, secretAccessKey: 'unused' },
});

test('a client with its own defaults reaches the cloud, and its key is its account', async () => {
  expect(await new STSClient(options()).send(new GetCallerIdentityCommand({}))).toMatchObject({ Arn: 'arn:aws:iam::111122223333:root' });
  expect(await new STSClient(options('444455556666')).send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: '444455556666' });
});

test('Kinesis, whose client speaks HTTP/2, is answered in it', async () => {
  const kinesis = new KinesisClient(options());
  expect(kinesis.config.requestHandler.metadata?.handlerProtocol).toBe('h2');
  await kinesis.send(new CreateStreamCommand({ StreamName: 'orders', ShardCount: 1 }));
  const { StreamDescriptionSummary } = await kinesis.send(new DescribeStreamSummaryCommand({ StreamName: 'orders' }));
  expect(StreamDescriptionSummary?.StreamARN).toBe('arn:aws:kinesis:ap-southeast-1:111122223333:stream/orders');
  const many = await Promise.all(Array.from({ length: 50 }, () => kinesis.send(new ListStreamsCommand({}))));
  expect(new Set(many.map(({ StreamNames }) => String(StreamNames)))).toEqual(new Set(['orders']));
  kinesis.destroy();
});

test('S3 takes a stream in chunks with a checksum behind it, and gives it back', async () => {
  const s3 = new S3Client(options());
  await s3.send(new CreateBucketCommand({ Bucket: 'photos', CreateBucketConfiguration: { LocationConstraint: 'ap-southeast-1' } }));
  const data = new Uint8Array(3_000_000).map((_, index) => index % 251);
  const body = Readable.from([data.subarray(0, 1_000_000), data.subarray(1_000_000)]);
  await s3.send(
    new PutObjectCommand({ Bucket: 'photos', Key: 'Huế/a b+c', Body: body, ContentLength: data.length, ChecksumAlgorithm: 'SHA256' }),
  );
  const object = await s3.send(new GetObjectCommand({ Bucket: 'photos', Key: 'Huế/a b+c', ChecksumMode: 'ENABLED' }));
  expect(object.ChecksumSHA256).toMatch(/=$/);
  expect(Buffer.compare(await object.Body!.transformToByteArray(), data)).toBe(0);
});
