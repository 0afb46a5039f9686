import type { GetObjectAttributesOutput, GetObjectAttributesRequest } from '@aws-sdk/client-s3';
import { refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { bucketOf } from './buckets.ts';
import { checksumMembers } from './checksums.ts';
import { pageLimit } from './listing.ts';
import type { ObjectVersion, S3State } from './state.ts';
import { readVersion, versionMember } from './versions.ts';

/** What an object is, without its bytes. Throws NoSuchKey. S3 API Reference, GetObjectAttributes. */
export const GetObjectAttributes: Operation<S3State, GetObjectAttributesRequest, GetObjectAttributesOutput> = (input, call) => {
  refuseMembers('s3 GetObjectAttributes', input, ['SSECustomerAlgorithm', 'SSECustomerKey', 'SSECustomerKeyMD5']);
  const bucket = bucketOf(call, input);
  const version = readVersion(call, bucket, input.Key!, input.VersionId);
  const asked = new Set<string | undefined>(input.ObjectAttributes);
  return {
    LastModified: new Date(version.lastModified),
    ...versionMember(bucket, version),
    ...(asked.has('ETag') && { ETag: version.etag.replaceAll('"', '') }),
    ...(asked.has('Checksum') && version.checksum && { Checksum: checksumMembers(version.checksum) }),
    ...(asked.has('ObjectParts') && version.parts && { ObjectParts: parts(version, input) }),
    ...(asked.has('StorageClass') && { StorageClass: version.attributes.StorageClass }),
    ...(asked.has('ObjectSize') && { ObjectSize: version.body.length }),
  };
};

function parts({ parts: all = [], checksum }: ObjectVersion, input: GetObjectAttributesRequest) {
  if (checksum?.type !== 'COMPOSITE') return { TotalPartsCount: all.length };
  const limit = pageLimit('max-parts', input.MaxParts);
  const marker = Number(input.PartNumberMarker ?? 0);
  const rest = all.filter(({ number }) => number > marker);
  const page = rest.slice(0, limit);
  return {
    TotalPartsCount: all.length,
    PartNumberMarker: String(marker),
    NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
    MaxParts: limit,
    IsTruncated: rest.length > limit,
    Parts: page.map((part) => ({ PartNumber: part.number, Size: part.size, [`Checksum${checksum.algorithm}`]: part.checksum })),
  };
}
