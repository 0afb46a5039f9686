import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryCloud } from '../../host/memory.ts';
import { s3 } from './service.ts';

const target = { Bucket: 'photos', Key: 'album/đà lạt.zip' };
const MIB = 1024 * 1024;

async function cloudWithUpload(more: Partial<CreateMultipartUploadCommandInput> = {}) {
  const memory = await memoryCloud({ services: [s3] });
  const client = new S3Client(memory.clientOptions());
  await client.send(new CreateBucketCommand({ Bucket: target.Bucket }));
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...target, ...more }));
  const upload = { ...target, UploadId };
  const part = async (PartNumber: number, Body: Uint8Array | string) => {
    const { ETag, ChecksumCRC32 } = await client.send(
      new UploadPartCommand({ ...upload, PartNumber, Body, ChecksumAlgorithm: more.ChecksumAlgorithm }),
    );
    return { PartNumber, ETag, ...(more.ChecksumAlgorithm && { ChecksumCRC32 }) };
  };
  const complete = (...Parts: object[]) => client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
  return { ...memory, client, upload, part, complete };
}

test('the object is the concatenation of its parts, whatever order they came in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 3 }), fc.nat(255), async (numbers, seed) => {
      const { client, part, complete } = await cloudWithUpload({ ContentType: 'application/zip', Metadata: { a: '1' } });
      const distinct = [...new Set(numbers)];
      const last = Math.max(...distinct);
      const bodies = new Map(distinct.map((number, index) => [number, new Uint8Array(number === last ? 17 : 5 * MIB).fill(seed + index)]));
      const parts = await Promise.all(distinct.map((number) => part(number, bodies.get(number)!)));
      const inOrder = parts.sort((a, b) => a.PartNumber - b.PartNumber);
      const { ETag } = await complete(...inOrder);
      expect(ETag).toMatch(new RegExp(`^"[0-9a-f]{32}-${distinct.length}"$`));
      const object = await client.send(new GetObjectCommand(target));
      expect(object).toMatchObject({ ContentType: 'application/zip', Metadata: { a: '1' } });
      const expected = Buffer.concat(inOrder.map(({ PartNumber }) => bodies.get(PartNumber)!));
      expect(Buffer.compare(await object.Body!.transformToByteArray(), expected)).toBe(0);
      const one = await client.send(new GetObjectCommand({ ...target, PartNumber: 1 }));
      expect(one.PartsCount).toBe(distinct.length);
      expect((await one.Body!.transformToByteArray()).length).toBe(bodies.get(inOrder[0]!.PartNumber)!.length);
    }),
    { numRuns: 3 },
  );
});

test('parts must exist, be in order and be large enough', async () => {
  const { part, complete, client, upload } = await cloudWithUpload();
  const one = await part(1, 'small');
  const two = await part(2, 'last');
  await expect(complete(one, { ...two, ETag: '"0"' })).rejects.toMatchObject({ name: 'InvalidPart' });
  await expect(complete(two, one)).rejects.toMatchObject({ name: 'InvalidPartOrder' });
  await expect(complete(one, two)).rejects.toMatchObject({
    name: 'EntityTooSmall',
    message: 'Your proposed upload is smaller than the minimum allowed size',
  });
  await complete(two);
  expect((await client.send(new HeadObjectCommand(target))).ContentLength).toBe(4);
  await expect(client.send(new ListPartsCommand(upload))).rejects.toMatchObject({ name: 'NoSuchUpload' });
});

test('uploads and parts are listed until the upload ends', async () => {
  const { client, upload, part } = await cloudWithUpload();
  await part(3, 'c');
  await part(1, 'a');
  const { Parts, IsTruncated, NextPartNumberMarker } = await client.send(new ListPartsCommand({ ...upload, MaxParts: 1 }));
  expect({ numbers: Parts!.map(({ PartNumber }) => PartNumber), IsTruncated, NextPartNumberMarker }).toEqual({
    numbers: [1],
    IsTruncated: true,
    NextPartNumberMarker: '1',
  });
  const { Uploads } = await client.send(new ListMultipartUploadsCommand({ Bucket: target.Bucket }));
  expect(Uploads).toMatchObject([{ Key: target.Key, UploadId: upload.UploadId }]);
  await client.send(new AbortMultipartUploadCommand(upload));
  expect((await client.send(new ListMultipartUploadsCommand({ Bucket: target.Bucket }))).Uploads).toBeUndefined();
});

test('a part may be a range of another object', async () => {
  const { client, upload, complete } = await cloudWithUpload();
  await client.send(new PutObjectCommand({ Bucket: target.Bucket, Key: 'source', Body: '0123456789' }));
  const copy = (CopySourceRange?: string) =>
    client.send(new UploadPartCopyCommand({ ...upload, PartNumber: 1, CopySource: `${target.Bucket}/source`, CopySourceRange }));
  const { CopyPartResult } = await copy('bytes=2-5');
  await expect(copy('bytes=2-10')).rejects.toMatchObject({ name: 'InvalidArgument' });
  await complete({ PartNumber: 1, ETag: CopyPartResult!.ETag });
  expect(await (await client.send(new GetObjectCommand(target))).Body!.transformToString()).toBe('2345');
});

test('a composite checksum is that of the checksums of the parts', async () => {
  const { client, part, complete } = await cloudWithUpload({ ChecksumAlgorithm: 'CRC32' });
  const { ChecksumCRC32, ChecksumType } = await complete(await part(1, 'hello'));
  expect(ChecksumType).toBe('COMPOSITE');
  expect(ChecksumCRC32).toMatch(/^[A-Za-z0-9+/]{6}==-1$/);
  const attributes = await client.send(
    new GetObjectAttributesCommand({ ...target, ObjectAttributes: ['ObjectParts', 'Checksum', 'ObjectSize'] }),
  );
  expect(attributes).toMatchObject({
    ObjectSize: 5,
    Checksum: { ChecksumCRC32 },
    ObjectParts: { TotalPartsCount: 1, Parts: [{ PartNumber: 1, Size: 5 }] },
  });
});
