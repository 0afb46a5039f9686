import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memoryCloud } from '../../host/memory.ts';
import { s3 } from './service.ts';

const Bucket = 'photos';

async function cloudWithBucket() {
  const memory = await memoryCloud({ services: [s3] });
  const client = new S3Client(memory.clientOptions());
  await client.send(new CreateBucketCommand({ Bucket }));
  const put = (Key: string, Body = Key, more = {}) => client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  const get = async (Key: string, more = {}) =>
    (await client.send(new GetObjectCommand({ Bucket, Key, ...more }))).Body!.transformToString();
  return { ...memory, client, put, get };
}

const failure = async (action: Promise<unknown>) => {
  const error: unknown = await action.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  const { name, message, $metadata } = error as { name: string; message: string; $metadata: { httpStatusCode: number } };
  return { name, message, status: $metadata.httpStatusCode };
};

describe('buckets', () => {
  test('a name belongs to one owner in the whole partition', async () => {
    const { clientOptions, client } = await cloudWithBucket();
    expect(await failure(client.send(new CreateBucketCommand({ Bucket })))).toEqual({
      name: 'BucketAlreadyOwnedByYou',
      message: 'Your previous request to create the named bucket succeeded and you already own it.',
      status: 409,
    });
    const other = new S3Client(clientOptions('222233334444'));
    expect(await failure(other.send(new CreateBucketCommand({ Bucket })))).toMatchObject({ name: 'BucketAlreadyExists', status: 409 });
    expect(await failure(other.send(new GetObjectCommand({ Bucket, Key: 'k' })))).toMatchObject({ name: 'AccessDenied', status: 403 });
  });

  test.each(['ab', 'Upper', 'a..b', '-a-b', '10.0.0.1', 'xn--abc', 'a_b'])('%s is no bucket name', async (name) => {
    const { root } = await cloudWithBucket();
    await expect(
      root().s3.CreateBucket({ Bucket: name, CreateBucketConfiguration: { LocationConstraint: 'ap-southeast-1' } }),
    ).rejects.toMatchObject({
      code: 'InvalidBucketName',
    });
  });

  test('a bucket is where its location constraint says, and answers there only', async () => {
    const { root, client, clientOptions } = await cloudWithBucket();
    expect(await root().s3.GetBucketLocation({ Bucket })).toEqual({ LocationConstraint: 'ap-southeast-1' });
    await expect(root().s3.CreateBucket({ Bucket: 'elsewhere' })).rejects.toMatchObject({
      code: 'IllegalLocationConstraintException',
      message: 'The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.',
    });
    await root(undefined, 'us-east-1').s3.CreateBucket({ Bucket: 'first' });
    expect(await root(undefined, 'us-east-1').s3.GetBucketLocation({ Bucket: 'first' })).toEqual({});
    const abroad = new S3Client({ ...clientOptions(undefined, 'eu-west-1'), followRegionRedirects: false });
    expect(await failure(abroad.send(new ListObjectsV2Command({ Bucket })))).toMatchObject({
      name: 'AuthorizationHeaderMalformed',
      message: "The authorization header is malformed; the region 'eu-west-1' is wrong; expecting 'ap-southeast-1'",
    });
    expect((await client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
  });

  test('only an empty bucket can be deleted', async () => {
    const { root, put } = await cloudWithBucket();
    await put('k');
    await expect(root().s3.DeleteBucket({ Bucket })).rejects.toMatchObject({
      code: 'BucketNotEmpty',
      message: 'The bucket you tried to delete is not empty',
    });
    await root().s3.DeleteObject({ Bucket, Key: 'k' });
    await root().s3.DeleteBucket({ Bucket });
    await expect(root().s3.HeadBucket({ Bucket })).rejects.toMatchObject({ code: 'NotFound' });
    await expect(root().s3.ListObjectsV2({ Bucket })).rejects.toMatchObject({ code: 'NoSuchBucket' });
  });
});

describe('objects', () => {
  test('what was put comes back, with its headers and metadata', async () => {
    const { client, put } = await cloudWithBucket();
    const Expires = new Date('2027-01-01T00:00:00Z');
    await put('a b/ảnh+1.txt', 'xin chào', {
      ContentType: 'text/plain',
      CacheControl: 'no-store',
      Metadata: { Width: '200' },
      Expires,
      Tagging: 'a=1&b=2',
    });
    const object = await client.send(new GetObjectCommand({ Bucket, Key: 'a b/ảnh+1.txt', ChecksumMode: 'ENABLED' }));
    expect(object).toMatchObject({
      ContentType: 'text/plain',
      CacheControl: 'no-store',
      ContentLength: 9,
      Metadata: { width: '200' },
      ETag: '"d79ae2922c29b26e06d8cd8eb7494fba"',
      ServerSideEncryption: 'AES256',
      TagCount: 2,
      ChecksumType: 'FULL_OBJECT',
    });
    expect(object.ChecksumCRC32).toBeDefined();
    expect(object.ExpiresString).toBe('Fri, 01 Jan 2027 00:00:00 GMT');
    expect(await object.Body!.transformToString()).toBe('xin chào');
    const { TagSet } = await client.send(new GetObjectTaggingCommand({ Bucket, Key: 'a b/ảnh+1.txt' }));
    expect(TagSet).toEqual([
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ]);
  });

  test('what is missing is named as AWS names it', async () => {
    const { client } = await cloudWithBucket();
    expect(await failure(client.send(new GetObjectCommand({ Bucket, Key: 'none' })))).toEqual({
      name: 'NoSuchKey',
      message: 'The specified key does not exist.',
      status: 404,
    });
    expect(await failure(client.send(new HeadObjectCommand({ Bucket, Key: 'none' })))).toMatchObject({ name: 'NotFound', status: 404 });
    expect(await failure(client.send(new GetObjectCommand({ Bucket: 'nowhere', Key: 'k' })))).toMatchObject({
      name: 'NoSuchBucket',
      status: 404,
    });
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'none' }));
  });

  test('a body that differs from its checksum or MD5 is refused', async () => {
    const { put } = await cloudWithBucket();
    const sha256 = 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ='; // of "hello"
    await put('k', 'hello', { ChecksumSHA256: sha256 });
    expect(await failure(put('k', 'hellO', { ChecksumSHA256: sha256 }))).toEqual({
      name: 'BadDigest',
      message: 'The SHA256 you specified did not match the calculated checksum.',
      status: 400,
    });
    expect(await failure(put('k', 'hellO', { ContentMD5: 'XUFAKrxLKna5cZ2REBfFkg==' }))).toMatchObject({ name: 'BadDigest' });
    await put('k', 'hello', { ContentMD5: 'XUFAKrxLKna5cZ2REBfFkg==' });
    expect(await failure(put('k', 'hello', { ContentMD5: 'short' }))).toMatchObject({ name: 'InvalidDigest' });
  });

  test('ranges give their part, and only what exists', async () => {
    const { client, put, get } = await cloudWithBucket();
    await put('k', '0123456789');
    expect(await get('k', { Range: 'bytes=2-4' })).toBe('234');
    expect(await get('k', { Range: 'bytes=7-' })).toBe('789');
    expect(await get('k', { Range: 'bytes=-2' })).toBe('89');
    expect(await get('k', { Range: 'bytes=5-99' })).toBe('56789');
    const part = await client.send(new HeadObjectCommand({ Bucket, Key: 'k', Range: 'bytes=2-4' }));
    expect(part).toMatchObject({ ContentRange: 'bytes 2-4/10', ContentLength: 3, $metadata: { httpStatusCode: 206 } });
    expect(await failure(get('k', { Range: 'bytes=10-' }))).toMatchObject({ name: 'InvalidRange', status: 416 });
  });

  test('reads and writes may depend on what is there', async () => {
    const { put, get } = await cloudWithBucket();
    const { ETag } = await put('k', 'one', { IfNoneMatch: '*' });
    expect(await failure(put('k', 'two', { IfNoneMatch: '*' }))).toMatchObject({ name: 'PreconditionFailed', status: 412 });
    expect(await failure(put('k', 'two', { IfMatch: '"0"' }))).toMatchObject({ name: 'PreconditionFailed' });
    expect(await failure(put('other', 'two', { IfMatch: ETag }))).toMatchObject({ name: 'NoSuchKey' });
    expect(await failure(get('k', { IfNoneMatch: ETag }))).toMatchObject({ status: 304 });
    expect(await failure(get('k', { IfMatch: '"0"' }))).toMatchObject({ name: 'PreconditionFailed', status: 412 });
    await put('k', 'two', { IfMatch: ETag });
    expect(await get('k', { IfMatch: '*' })).toBe('two');
  });

  test('a copy keeps metadata and tags unless told otherwise', async () => {
    const { client, put, get } = await cloudWithBucket();
    await put('from/đ 1', 'body', { Metadata: { a: '1' }, Tagging: 't=1', ContentType: 'text/css' });
    const CopySource = `${Bucket}/${encodeURIComponent('from/đ 1')}`;
    await client.send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource }));
    expect(await client.send(new HeadObjectCommand({ Bucket, Key: 'to' }))).toMatchObject({
      Metadata: { a: '1' },
      ContentType: 'text/css',
    });
    await client.send(
      new CopyObjectCommand({
        Bucket,
        Key: 'to',
        CopySource,
        MetadataDirective: 'REPLACE',
        Metadata: { b: '2' },
        TaggingDirective: 'REPLACE',
      }),
    );
    const replaced = await client.send(new GetObjectCommand({ Bucket, Key: 'to' }));
    expect(replaced).toMatchObject({ Metadata: { b: '2' }, ContentType: 'binary/octet-stream' });
    expect(replaced.TagCount).toBeUndefined();
    expect(await get('to')).toBe('body');
    expect(await failure(client.send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource: `${Bucket}/to` })))).toMatchObject({
      name: 'InvalidRequest',
    });
    expect(await failure(client.send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource: `${Bucket}/none` })))).toMatchObject({
      name: 'NoSuchKey',
    });
  });

  test('what is not honoured is refused by name', async () => {
    const { put, client } = await cloudWithBucket();
    expect(await failure(put('k', 'x', { ACL: 'public-read' }))).toMatchObject({
      name: 'AccessControlListNotSupported',
      message: 'The bucket does not allow ACLs',
    });
    expect(await failure(put('k', 'x', { StorageClass: 'GLACIER' }))).toMatchObject({ name: 'NotImplemented', status: 501 });
    expect(await failure(put('k', 'x', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'mine' }))).toMatchObject({
      name: 'NotImplemented',
    });
    await put('k', 'x', { ServerSideEncryption: 'aws:kms' });
    expect((await client.send(new HeadObjectCommand({ Bucket, Key: 'k' }))).ServerSideEncryption).toBe('aws:kms');
  });
});

describe('listing', () => {
  const key = fc.string({ unit: fc.constantFrom('a', 'b', '/', '+', ' ', 'đ', '\u{1f600}', '\uffee', '&'), minLength: 1, maxLength: 6 });

  test('the pages show every key once, in the order of UTF-8, or rolled up behind the delimiter', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(key, { maxLength: 15 }),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom('', 'a', 'a/'),
        fc.constantFrom(undefined, '/'),
        async (keys, MaxKeys, Prefix, Delimiter) => {
          const { root } = await cloudWithBucket();
          for (const Key of keys) await root().s3.PutObject({ Bucket, Key, Body: new Uint8Array() });
          const encoder = new TextEncoder();
          const byBytes = (a: string, b: string) => Buffer.compare(encoder.encode(a), encoder.encode(b));
          const expected = [
            ...new Set(
              keys
                .filter((name) => name.startsWith(Prefix))
                .sort(byBytes)
                .map((name) => {
                  const end = Delimiter ? name.indexOf(Delimiter, Prefix.length) : -1;
                  return end === -1 ? `key ${name}` : `prefix ${name.slice(0, end + 1)}`;
                }),
            ),
          ];
          const seen: string[] = [];
          let ContinuationToken: string | undefined;
          do {
            const page = await root().s3.ListObjectsV2({
              Bucket,
              Prefix,
              MaxKeys,
              ...(Delimiter && { Delimiter }),
              ...(ContinuationToken && { ContinuationToken }),
            });
            expect(page.KeyCount).toBeLessThanOrEqual(MaxKeys);
            seen.push(
              ...[
                ...(page.Contents ?? []).map(({ Key }) => `key ${Key}`),
                ...(page.CommonPrefixes ?? []).map((common) => `prefix ${common.Prefix}`),
              ].sort((a, b) => byBytes(a.slice(a.indexOf(' ') + 1), b.slice(b.indexOf(' ') + 1))),
            );
            ContinuationToken = page.NextContinuationToken;
            expect(page.IsTruncated).toBe(ContinuationToken !== undefined);
          } while (ContinuationToken !== undefined);
          expect(seen).toEqual(expected);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('the SDK reads keys that need encoding, in both versions of the listing', async () => {
    const { client, put } = await cloudWithBucket();
    for (const name of ['a/1', 'a/2', 'b c+d', 'đ&<']) await put(name);
    const v2 = await client.send(new ListObjectsV2Command({ Bucket, Delimiter: '/' }));
    expect(v2.Contents!.map(({ Key }) => Key)).toEqual(['b c+d', 'đ&<']);
    expect(v2.CommonPrefixes).toEqual([{ Prefix: 'a/' }]);
    const encoded = await client.send(new ListObjectsV2Command({ Bucket, EncodingType: 'url', StartAfter: 'a/2' }));
    expect(encoded.Contents!.map(({ Key }) => Key)).toEqual(['b%20c%2Bd', '%C4%91%26%3C']);
    const v1 = await client.send(new ListObjectsCommand({ Bucket, MaxKeys: 1, Delimiter: '/' }));
    expect(v1).toMatchObject({ IsTruncated: true, NextMarker: 'a/' });
    const rest = await client.send(new ListObjectsCommand({ Bucket, Marker: 'a/', Delimiter: '/' }));
    expect(rest.Contents!.map(({ Key }) => Key)).toEqual(['b c+d', 'đ&<']);
  });
});

describe('versions', () => {
  async function versioned() {
    const cloud = await cloudWithBucket();
    await cloud.put('k', 'zero');
    await cloud.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    const versions = async (more = {}) => cloud.client.send(new ListObjectVersionsCommand({ Bucket, ...more }));
    return { ...cloud, versions };
  }

  test('each write is kept, and a deletion is a marker that can be removed', async () => {
    const { client, put, get, versions } = await versioned();
    const one = await put('k', 'one');
    await put('k', 'two');
    expect(await get('k')).toBe('two');
    expect(await get('k', { VersionId: one.VersionId })).toBe('one');
    expect(await get('k', { VersionId: 'null' })).toBe('zero');
    const deleted = await client.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    expect(deleted.DeleteMarker).toBe(true);
    expect(await failure(get('k'))).toMatchObject({ name: 'NoSuchKey' });
    expect(await failure(get('k', { VersionId: deleted.VersionId }))).toMatchObject({ name: 'MethodNotAllowed', status: 405 });
    const listed = await versions();
    expect(listed.DeleteMarkers).toMatchObject([{ Key: 'k', IsLatest: true, VersionId: deleted.VersionId }]);
    expect(listed.Versions!.map(({ IsLatest, Size }) => [IsLatest, Size])).toEqual([
      [false, 3],
      [false, 3],
      [false, 4],
    ]);
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId: deleted.VersionId }));
    expect(await get('k')).toBe('two');
    expect(await failure(get('k', { VersionId: 'x'.repeat(32) }))).toMatchObject({ name: 'NoSuchVersion', status: 404 });
  });

  test('while versioning is suspended, writes replace the null version only', async () => {
    const { client, put, get } = await versioned();
    const one = await put('k', 'one');
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } }));
    await put('k', 'two');
    await put('k', 'three');
    expect(await get('k', { VersionId: 'null' })).toBe('three');
    expect(await get('k', { VersionId: one.VersionId })).toBe('one');
    const { VersionId } = await client.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    expect(VersionId).toBe('null');
    expect(await get('k', { VersionId: one.VersionId })).toBe('one');
  });

  test('the pages of versions show every version once, the latest of each key first', async () => {
    const { client, put, versions } = await versioned();
    for (const name of ['k', 'a/1', 'a/2', 'z', 'z']) await put(name);
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'z' }));
    for (const Delimiter of [undefined, '/']) {
      const seen: string[] = [];
      let markers = {};
      for (;;) {
        const page = await versions({ MaxKeys: 1, Delimiter, ...markers });
        seen.push(
          ...[...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].map(({ Key, VersionId }) => `${Key} ${VersionId}`),
          ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix!),
        );
        if (!page.IsTruncated) break;
        markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
      }
      const names = seen.map((entry) => entry.split(' ')[0]);
      expect(names).toEqual(Delimiter ? ['a/', 'k', 'k', 'z', 'z', 'z'] : ['a/1', 'a/2', 'k', 'k', 'z', 'z', 'z']);
      expect(new Set(seen).size).toBe(seen.length);
    }
  });

  test('many objects are deleted in one call, each for itself', async () => {
    const { client, versions, put } = await versioned();
    const { VersionId } = await put('a', '1');
    const { Deleted, Errors } = await client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'a', VersionId }, { Key: 'k' }, { Key: 'k', VersionId: 'bad' }] } }),
    );
    expect(Deleted).toMatchObject([
      { Key: 'a', VersionId },
      { Key: 'k', DeleteMarker: true },
    ]);
    expect(Errors).toEqual([{ Key: 'k', VersionId: 'bad', Code: 'InvalidArgument', Message: 'Invalid version id specified' }]);
    expect((await versions()).Versions!.map(({ Key }) => Key)).toEqual(['k']);
  });
});
