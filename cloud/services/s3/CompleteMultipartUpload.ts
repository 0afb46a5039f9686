import type { CompletedPart, CompleteMultipartUploadOutput, CompleteMultipartUploadRequest } from '@aws-sdk/client-s3';
import { fromBase64, fromHex, toHex } from '@smithy/core/serde';
import { refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { announceChange } from './announce.ts';
import { encryptionMembers } from './attributes.ts';
import { concatenate, md5 } from './body.ts';
import { nowInSeconds } from './buckets.ts';
import { type Algorithm, badChecksum, checksumMembers, checksumOf, givenChecksum } from './checksums.ts';
import { invalidRequest, s3Error } from './errors.ts';
import { expirationMember } from './lifecycle-rules.ts';
import { checkWrite } from './preconditions.ts';
import type { S3State, StoredChecksum, Upload, UploadedPart } from './state.ts';
import { uploadOf } from './uploads.ts';
import { addVersion, currentObject, versionMember } from './versions.ts';

const LEAST_PART = 5 * 1024 * 1024; // bytes; the last part may be smaller

/** Makes an object of uploaded parts. Throws InvalidPart, InvalidPartOrder, EntityTooSmall, NoSuchUpload. S3 API Reference, CompleteMultipartUpload. */
export const CompleteMultipartUpload: Operation<S3State, CompleteMultipartUploadRequest, CompleteMultipartUploadOutput> = async (
  input,
  call,
) => {
  refuseMembers('s3 CompleteMultipartUpload', input, ['SSECustomerAlgorithm', 'SSECustomerKey', 'SSECustomerKeyMD5']);
  const begun = uploadOf(call, input).upload;
  const chosen = chosenParts(begun, input.MultipartUpload?.Parts ?? []);
  const body = concatenate(chosen.map(({ part }) => part.body));
  if (input.MpuObjectSize !== undefined && input.MpuObjectSize !== body.length) {
    throw invalidRequest(`The provided 'x-amz-mp-object-size' header does not match what was computed.`);
  }
  const etag = await multipartEtag(chosen.map(({ part }) => part));
  const checksum = await wholeChecksum(
    begun,
    chosen.map(({ part }) => part),
    body,
  );
  const given = givenChecksum(input);
  if (given && (given.algorithm !== checksum.algorithm || given.value.split('-')[0] !== checksum.value.split('-')[0])) {
    throw badChecksum(given.algorithm);
  }
  const { bucket, upload } = uploadOf(call, input);
  checkWrite(currentObject(bucket, upload.key), input);
  bucket.uploads.delete(upload.id);
  const version = addVersion(call, bucket, upload.key, {
    deleteMarker: false,
    lastModified: nowInSeconds(call),
    etag,
    body,
    attributes: upload.attributes,
    tags: upload.tags,
    encryption: upload.encryption,
    checksum,
    parts: chosen.map(({ part }, index) => ({
      number: index + 1,
      size: part.body.length,
      ...(checksum.type === 'COMPOSITE' && { checksum: part.checksum!.value }),
    })),
  });
  announceChange(call, bucket, 'ObjectCreated:CompleteMultipartUpload', upload.key, version);
  return {
    Location: `${call.endpoint}/${bucket.name}/${encodeURIComponent(upload.key)}`,
    Bucket: bucket.name,
    Key: upload.key,
    ETag: etag,
    ...checksumMembers(checksum),
    ...encryptionMembers(bucket, upload.encryption),
    ...versionMember(bucket, version),
    ...expirationMember(bucket, upload.key, version),
  };
};

function chosenParts(upload: Upload, listed: readonly CompletedPart[]): { number: number; part: UploadedPart }[] {
  if (listed.length === 0) throw s3Error('MalformedXML');
  const chosen = listed.map(({ PartNumber: number, ETag: etag, ...rest }, index) => {
    if (number === undefined) throw s3Error('MalformedXML');
    if (index > 0 && number <= listed[index - 1]!.PartNumber!) throw s3Error('InvalidPartOrder');
    const part = upload.parts.get(number);
    if (!part || part.etag.replaceAll('"', '') !== etag?.replaceAll('"', '')) throw s3Error('InvalidPart');
    const given = givenChecksum(rest);
    if (given && given.algorithm === part.checksum?.algorithm && given.value !== part.checksum.value) throw s3Error('InvalidPart');
    return { number, part };
  });
  if (chosen.slice(0, -1).some(({ part }) => part.body.length < LEAST_PART)) throw s3Error('EntityTooSmall');
  return chosen;
}

/** The MD5 of the parts' MD5s, and how many there are. */
async function multipartEtag(parts: readonly UploadedPart[]): Promise<string> {
  const digests = concatenate(parts.map(({ etag }) => fromHex(etag.replaceAll('"', ''))));
  return `"${toHex(await md5(digests))}-${parts.length}"`;
}

async function wholeChecksum({ checksum }: Upload, parts: readonly UploadedPart[], body: Uint8Array): Promise<StoredChecksum> {
  const algorithm = checksum.algorithm as Algorithm;
  if (checksum.type === 'FULL_OBJECT') return { algorithm, type: 'FULL_OBJECT', value: await checksumOf(algorithm, body) };
  const digests = concatenate(parts.map((part) => fromBase64(part.checksum!.value)));
  return { algorithm, type: 'COMPOSITE', value: `${await checksumOf(algorithm, digests)}-${parts.length}` };
}
