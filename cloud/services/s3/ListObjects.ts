import type {
  _Object,
  ListObjectsOutput,
  ListObjectsRequest,
  ListObjectsV2Output,
  ListObjectsV2Request,
  ObjectStorageClass,
} from '@aws-sdk/client-s3';
import { refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { bucketOf, canonicalId } from './buckets.ts';
import { keyEncoder, type Listed, listKeys, pageLimit, readToken, writeToken } from './listing.ts';
import type { Bucket, ObjectVersion, S3State } from './state.ts';
import { latest } from './versions.ts';

/** A page of a bucket's objects. Throws NoSuchBucket. S3 API Reference, ListObjectsV2. */
export const ListObjectsV2: Operation<S3State, ListObjectsV2Request, ListObjectsV2Output> = (input, call) => {
  refuseMembers('s3 ListObjectsV2', input, ['OptionalObjectAttributes']);
  const bucket = bucketOf(call, input);
  const limit = pageLimit('max-keys', input.MaxKeys);
  const encode = keyEncoder(input.EncodingType);
  const { Prefix: prefix = '', Delimiter: delimiter = '', StartAfter: startAfter, ContinuationToken: token } = input;
  const after = token === undefined ? (startAfter ?? '') : readToken(token);
  const page = listKeys(currentObjects(bucket), { prefix, delimiter, after, limit });
  return {
    Name: bucket.name,
    Prefix: encode(prefix),
    MaxKeys: limit,
    KeyCount: page.entries.length + page.commonPrefixes.length,
    IsTruncated: page.truncated,
    ...describe(page, encode, input.FetchOwner ? bucket.account : undefined),
    ...(delimiter && { Delimiter: encode(delimiter) }),
    ...(startAfter !== undefined && { StartAfter: encode(startAfter) }),
    ...(token !== undefined && { ContinuationToken: token }),
    ...(page.truncated && { NextContinuationToken: writeToken(page.last) }),
    ...(input.EncodingType && { EncodingType: input.EncodingType }),
  };
};

/** The first version of the listing: markers instead of tokens. S3 API Reference, ListObjects. */
export const ListObjects: Operation<S3State, ListObjectsRequest, ListObjectsOutput> = (input, call) => {
  refuseMembers('s3 ListObjects', input, ['OptionalObjectAttributes']);
  const bucket = bucketOf(call, input);
  const limit = pageLimit('max-keys', input.MaxKeys);
  const encode = keyEncoder(input.EncodingType);
  const { Prefix: prefix = '', Delimiter: delimiter = '', Marker: marker = '' } = input;
  const page = listKeys(currentObjects(bucket), { prefix, delimiter, after: marker, limit });
  return {
    Name: bucket.name,
    Prefix: encode(prefix),
    Marker: encode(marker),
    MaxKeys: limit,
    IsTruncated: page.truncated,
    ...describe(page, encode, bucket.account),
    ...(delimiter && { Delimiter: encode(delimiter) }),
    // Reason: without a delimiter the last key is the marker, and S3 leaves it out.
    ...(page.truncated && delimiter && { NextMarker: encode(page.last) }),
    ...(input.EncodingType && { EncodingType: input.EncodingType }),
  };
};

/** Every key whose latest version is no delete marker. */
function* currentObjects(bucket: Bucket): Generator<[string, ObjectVersion]> {
  for (const [key, versions] of bucket.objects) {
    const version = latest(versions);
    if (!version.deleteMarker) yield [key, version];
  }
}

function describe(
  page: Listed<ObjectVersion>,
  encode: (text: string) => string,
  owner: string | undefined,
): { Contents?: _Object[]; CommonPrefixes?: { Prefix: string }[] } {
  return {
    ...(page.entries.length > 0 && {
      Contents: page.entries.map(([key, { lastModified, etag, body, attributes, checksum }]) => ({
        Key: encode(key),
        LastModified: new Date(lastModified),
        ETag: etag,
        Size: body.length,
        StorageClass: attributes.StorageClass as ObjectStorageClass,
        ...(checksum && {
          ChecksumAlgorithm: [checksum.algorithm as NonNullable<_Object['ChecksumAlgorithm']>[number]],
          ChecksumType: checksum.type,
        }),
        ...(owner !== undefined && { Owner: { ID: canonicalId(owner) } }),
      })),
    }),
    ...(page.commonPrefixes.length > 0 && { CommonPrefixes: page.commonPrefixes.map((common) => ({ Prefix: encode(common) })) }),
  };
}
