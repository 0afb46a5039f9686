import type { UploadPartCopyOutput, UploadPartCopyRequest, UploadPartOutput, UploadPartRequest } from '@aws-sdk/client-s3';
import { refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { encryptionMembers } from './attributes.ts';
import { bytesOf, etagOf, type WithBytes } from './body.ts';
import { nowInSeconds } from './buckets.ts';
import { type Algorithm, checksumOf, isAlgorithm, verifyBody } from './checksums.ts';
import { sourceOf } from './copy-source.ts';
import { invalidArgument, invalidRequest } from './errors.ts';
import { readRange } from './range.ts';
import type { S3State, Upload, UploadedPart } from './state.ts';
import { uploadOf } from './uploads.ts';

const MAX_PART_NUMBER = 10_000;
const SSE_CUSTOMER = ['SSECustomerAlgorithm', 'SSECustomerKey', 'SSECustomerKeyMD5'];
const SOURCE_SSE_CUSTOMER = ['CopySourceSSECustomerAlgorithm', 'CopySourceSSECustomerKey', 'CopySourceSSECustomerKeyMD5'];

/** Uploads one part, or replaces it. Throws NoSuchUpload, BadDigest. S3 API Reference, UploadPart. */
export const UploadPart: Operation<S3State, WithBytes<UploadPartRequest>, UploadPartOutput> = async (input, call) => {
  refuseMembers('s3 UploadPart', input, SSE_CUSTOMER);
  checkPartNumber(input.PartNumber!);
  const begun = uploadOf(call, input).upload;
  const body = bytesOf(input.Body);
  const checksum = await verifyBody(body, input);
  if (checksum.given && begun.checksum.chosen && checksum.algorithm !== begun.checksum.algorithm) {
    throw invalidRequest(
      `Checksum Type mismatch occurred, expected checksum Type: ${begun.checksum.algorithm.toLowerCase()}, actual checksum Type: ${checksum.algorithm.toLowerCase()}`,
    );
  }
  const part = await partOf(begun, body, nowInSeconds(call));
  const { bucket, upload } = uploadOf(call, input);
  upload.parts.set(input.PartNumber!, part);
  return {
    ETag: part.etag,
    [`Checksum${checksum.algorithm}`]: checksum.value,
    ...encryptionMembers(bucket, upload.encryption),
  };
};

/** Takes a part from an object that is already there. Throws NoSuchUpload, NoSuchKey, InvalidRange. S3 API Reference, UploadPartCopy. */
export const UploadPartCopy: Operation<S3State, UploadPartCopyRequest, UploadPartCopyOutput> = async (input, call) => {
  refuseMembers('s3 UploadPartCopy', input, [...SSE_CUSTOMER, ...SOURCE_SSE_CUSTOMER]);
  checkPartNumber(input.PartNumber!);
  const begun = uploadOf(call, input).upload;
  const { bucket: sourceBucket, version } = sourceOf(call, input);
  const part = await partOf(begun, copied(version.body, input.CopySourceRange), nowInSeconds(call));
  const { bucket, upload } = uploadOf(call, input);
  upload.parts.set(input.PartNumber!, part);
  return {
    CopyPartResult: {
      ETag: part.etag,
      LastModified: new Date(part.lastModified),
      ...(upload.checksum.chosen && { [`Checksum${part.checksum!.algorithm}`]: part.checksum!.value }),
    },
    ...(sourceBucket.versioning && { CopySourceVersionId: version.versionId }),
    ...encryptionMembers(bucket, upload.encryption),
  };
};

function checkPartNumber(number: number): void {
  if (number >= 1 && number <= MAX_PART_NUMBER) return;
  throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive');
}

async function partOf(upload: Upload, body: Uint8Array, lastModified: number): Promise<UploadedPart> {
  const algorithm = upload.checksum.algorithm as Algorithm;
  if (!isAlgorithm(algorithm)) throw new TypeError(`Unknown checksum algorithm ${upload.checksum.algorithm}`);
  return { etag: await etagOf(body), lastModified, body, checksum: { algorithm, value: await checksumOf(algorithm, body) } };
}

/** The range of a copied part must lie inside the object. */
function copied(body: Uint8Array, header: string | undefined): Uint8Array {
  if (header === undefined) return body;
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(header) ?? [];
  if (first === undefined) {
    throw invalidArgument(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
    );
  }
  const range = readRange(header, body.length);
  if (!range || Number(last) >= body.length) {
    throw invalidArgument(`Range specified is not valid for source object of size: ${body.length}`);
  }
  return body.slice(range.start, range.end);
}
