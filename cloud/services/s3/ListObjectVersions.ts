import type {
  DeleteMarkerEntry,
  ListObjectVersionsOutput,
  ListObjectVersionsRequest,
  ObjectVersionStorageClass,
  ObjectVersion as VersionEntry,
} from '@aws-sdk/client-s3';
import { refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { bucketOf, canonicalId } from './buckets.ts';
import { invalidArgument } from './errors.ts';
import { keyEncoder, listKeys, pageLimit } from './listing.ts';
import type { Bucket, ObjectVersion, S3State } from './state.ts';
import { compareUtf8 } from './utf8-order.ts';

/** A version, or a common prefix. */
interface Entry {
  key: string;
  version?: ObjectVersion;
}

/** A page of all versions: by key, the latest first. S3 API Reference, ListObjectVersions. */
export const ListObjectVersions: Operation<S3State, ListObjectVersionsRequest, ListObjectVersionsOutput> = (input, call) => {
  refuseMembers('s3 ListObjectVersions', input, ['OptionalObjectAttributes']);
  const bucket = bucketOf(call, input);
  const limit = pageLimit('max-keys', input.MaxKeys);
  const encode = keyEncoder(input.EncodingType);
  const { Prefix: prefix = '', Delimiter: delimiter = '', KeyMarker: keyMarker = '', VersionIdMarker: versionMarker = '' } = input;
  if (versionMarker && !keyMarker) throw invalidArgument('A version-id marker cannot be specified without a key marker.');
  const rest = versionMarker ? olderThan(bucket.objects.get(keyMarker), versionMarker) : [];
  // Reason: every key has a version to show, so that no page needs more keys than it shows entries.
  const keys = listKeys(bucket.objects, { prefix, delimiter, after: keyMarker, limit: limit + 1 });
  const entries: Entry[] = [
    ...rest.map((version) => ({ key: keyMarker, version })),
    ...[
      ...keys.entries.flatMap(([key, versions]) => versions.toReversed().map((version) => ({ key, version }))),
      ...keys.commonPrefixes.map((key) => ({ key })),
    ].sort((a, b) => compareUtf8(a.key, b.key)),
  ];
  const page = entries.slice(0, limit);
  const truncated = limit > 0 && entries.length > limit;
  const Versions: VersionEntry[] = [];
  const DeleteMarkers: DeleteMarkerEntry[] = [];
  const CommonPrefixes: { Prefix: string }[] = [];
  for (const { key, version } of page) {
    if (!version) CommonPrefixes.push({ Prefix: encode(key) });
    else if (version.deleteMarker) DeleteMarkers.push(describe(encode(key), version, bucket, key));
    else {
      const { etag, body, attributes } = version;
      Versions.push({
        ...describe(encode(key), version, bucket, key),
        ETag: etag,
        Size: body.length,
        StorageClass: attributes.StorageClass as ObjectVersionStorageClass,
      });
    }
  }
  const last = page.at(-1);
  return {
    Name: bucket.name,
    Prefix: encode(prefix),
    KeyMarker: encode(keyMarker),
    VersionIdMarker: versionMarker,
    MaxKeys: limit,
    IsTruncated: truncated,
    ...(Versions.length > 0 && { Versions }),
    ...(DeleteMarkers.length > 0 && { DeleteMarkers }),
    ...(CommonPrefixes.length > 0 && { CommonPrefixes }),
    ...(delimiter && { Delimiter: encode(delimiter) }),
    ...(truncated && { NextKeyMarker: encode(last!.key), ...(last!.version && { NextVersionIdMarker: last!.version.versionId }) }),
    ...(input.EncodingType && { EncodingType: input.EncodingType }),
  };
};

function olderThan(versions: readonly ObjectVersion[] | undefined, versionId: string): ObjectVersion[] {
  const at = versions?.findIndex((version) => version.versionId === versionId) ?? -1;
  return versions?.slice(0, Math.max(0, at)).reverse() ?? [];
}

function describe(Key: string, version: ObjectVersion, bucket: Bucket, key: string) {
  return {
    Key,
    VersionId: version.versionId,
    IsLatest: version === bucket.objects.get(key)?.at(-1),
    LastModified: new Date(version.lastModified),
    Owner: { ID: canonicalId(bucket.account) },
  };
}
