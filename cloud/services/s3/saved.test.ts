import { deserialize, serialize } from 'node:v8';
import { expect, test } from 'vitest';
import type { Cell, StateStore } from '../../cells.ts';
import { memoryCloud } from '../../host/memory.ts';
import { s3 } from './service.ts';

/** Keeps cells as the Node host does: as bytes. */
function bytesStore(): StateStore {
  const saved = new Map<string, Buffer>();
  return {
    load: async () => [...saved.values()].map((bytes): Cell => deserialize(bytes)),
    save: async (cells) => {
      for (const cell of cells) saved.set(`${cell.service} ${cell.account} ${cell.region}`, serialize(cell));
    },
  };
}

test('a cloud that was stopped goes on where it was', async () => {
  const store = bytesStore();
  const Bucket = 'photos';
  const first = await memoryCloud({ services: [s3], store });
  const before = first.root().s3;
  await before.CreateBucket({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'ap-southeast-1' } });
  await before.PutBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
  const { VersionId } = await before.PutObject({ Bucket, Key: 'k', Body: 'one', Expires: new Date(0), Tagging: 'a=1' });
  const { UploadId } = await before.CreateMultipartUpload({ Bucket, Key: 'big' });
  const { ETag } = await before.UploadPart({ Bucket, Key: 'big', UploadId, PartNumber: 1, Body: 'part' });
  await first.cloud.stop();

  const after = (await memoryCloud({ services: [s3], store })).root().s3;
  const object = await after.GetObject({ Bucket, Key: 'k', VersionId });
  expect(new TextDecoder().decode(object.Body)).toBe('one');
  expect(object).toMatchObject({ Expires: new Date(0), TagCount: 1 });
  await after.CompleteMultipartUpload({ Bucket, Key: 'big', UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } });
  expect((await after.GetObject({ Bucket, Key: 'big' })).ContentLength).toBe(4);
});
