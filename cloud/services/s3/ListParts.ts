import type {
  ChecksumAlgorithm,
  ListMultipartUploadsOutput,
  ListMultipartUploadsRequest,
  ListPartsOutput,
  ListPartsRequest,
} from '@aws-sdk/client-s3';
import { refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { bucketOf, canonicalId } from './buckets.ts';
import { invalidArgument } from './errors.ts';
import { keyEncoder, pageLimit } from './listing.ts';
import type { S3State } from './state.ts';
import { uploadOf } from './uploads.ts';
import { compareUtf8 } from './utf8-order.ts';

/** A page of an upload's parts, by number. Throws NoSuchUpload. S3 API Reference, ListParts. */
export const ListParts: Operation<S3State, ListPartsRequest, ListPartsOutput> = (input, call) => {
  refuseMembers('s3 ListParts', input, ['SSECustomerAlgorithm', 'SSECustomerKey', 'SSECustomerKeyMD5']);
  const { bucket, upload } = uploadOf(call, input);
  const limit = pageLimit('max-parts', input.MaxParts);
  const marker = Number(input.PartNumberMarker ?? 0);
  if (!Number.isInteger(marker) || marker < 0)
    throw invalidArgument('Argument part-number-marker must be an integer between 0 and 2147483647');
  const parts = [...upload.parts].filter(([number]) => number > marker).sort(([a], [b]) => a - b);
  const page = parts.slice(0, limit);
  const { algorithm, type, chosen } = upload.checksum;
  return {
    Bucket: bucket.name,
    Key: upload.key,
    UploadId: upload.id,
    PartNumberMarker: String(marker),
    NextPartNumberMarker: String(page.at(-1)?.[0] ?? 0),
    MaxParts: limit,
    IsTruncated: parts.length > limit,
    ...(page.length > 0 && {
      Parts: page.map(([number, part]) => ({
        PartNumber: number,
        LastModified: new Date(part.lastModified),
        ETag: part.etag,
        Size: part.body.length,
        ...(chosen && part.checksum && { [`Checksum${part.checksum.algorithm}`]: part.checksum.value }),
      })),
    }),
    Initiator: { ID: upload.initiator },
    Owner: { ID: canonicalId(bucket.account) },
    StorageClass: upload.attributes.StorageClass,
    ...(chosen && { ChecksumAlgorithm: algorithm as ChecksumAlgorithm, ChecksumType: type }),
  };
};

/** A page of a bucket's unfinished uploads, by key and then by age. S3 API Reference, ListMultipartUploads. */
export const ListMultipartUploads: Operation<S3State, ListMultipartUploadsRequest, ListMultipartUploadsOutput> = (input, call) => {
  const bucket = bucketOf(call, input);
  const limit = pageLimit('max-uploads', input.MaxUploads);
  const encode = keyEncoder(input.EncodingType);
  const { Prefix: prefix = '', Delimiter: delimiter = '', KeyMarker: keyMarker = '', UploadIdMarker: uploadMarker = '' } = input;
  const inOrder = [...bucket.uploads.values()]
    .filter(({ key }) => key.startsWith(prefix))
    .sort((a, b) => compareUtf8(a.key, b.key) || a.initiatedAt - b.initiatedAt || compareUtf8(a.id, b.id));
  const markedAt = inOrder.findIndex(({ key, id }) => key === keyMarker && id === uploadMarker);
  const rest = inOrder.filter(({ key }, at) => {
    const order = compareUtf8(key, keyMarker);
    return order > 0 || (order === 0 && markedAt !== -1 && at > markedAt);
  });
  const rolledUp = (key: string) => {
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    return end === -1 ? undefined : key.slice(0, end + delimiter.length);
  };
  const commonPrefixes = [...new Set(rest.flatMap(({ key }) => rolledUp(key) ?? []))].filter((common) => common !== keyMarker);
  const single = rest.filter(({ key }) => rolledUp(key) === undefined);
  const page = single.slice(0, Math.max(0, limit - commonPrefixes.length));
  const truncated = limit > 0 && page.length < single.length;
  return {
    Bucket: bucket.name,
    KeyMarker: encode(keyMarker),
    UploadIdMarker: uploadMarker,
    MaxUploads: limit,
    IsTruncated: truncated,
    ...(input.Prefix !== undefined && { Prefix: encode(prefix) }),
    ...(delimiter && { Delimiter: encode(delimiter) }),
    ...(input.EncodingType && { EncodingType: input.EncodingType }),
    ...(truncated && { NextKeyMarker: encode(page.at(-1)?.key ?? keyMarker), NextUploadIdMarker: page.at(-1)?.id ?? uploadMarker }),
    ...(commonPrefixes.length > 0 && { CommonPrefixes: commonPrefixes.map((common) => ({ Prefix: encode(common) })) }),
    ...(page.length > 0 && {
      Uploads: page.map(({ key, id, initiatedAt, initiator, attributes, checksum }) => ({
        Key: encode(key),
        UploadId: id,
        Initiated: new Date(initiatedAt),
        Initiator: { ID: initiator },
        Owner: { ID: canonicalId(bucket.account) },
        StorageClass: attributes.StorageClass,
        ...(checksum.chosen && { ChecksumAlgorithm: checksum.algorithm as ChecksumAlgorithm, ChecksumType: checksum.type }),
      })),
    }),
  };
};
