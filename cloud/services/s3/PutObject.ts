import type { PutObjectOutput, PutObjectRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../operation.ts';
import { announceChange } from './announce.ts';
import { attributesFrom, checkWriteInput, encryptionFrom, encryptionMembers } from './attributes.ts';
import { bytesOf, etagOf, type WithBytes } from './body.ts';
import { bucketOf, nowInSeconds } from './buckets.ts';
import { checksumMembers, verifyBody } from './checksums.ts';
import { expirationMember } from './lifecycle-rules.ts';
import { checkWrite } from './preconditions.ts';
import type { S3State } from './state.ts';
import { tagsFromHeader } from './tags.ts';
import { addVersion, currentObject, versionMember } from './versions.ts';

/** Writes an object in one piece. Throws NoSuchBucket, BadDigest, PreconditionFailed. S3 API Reference, PutObject. */
export const PutObject: Operation<S3State, WithBytes<PutObjectRequest>, PutObjectOutput> = async (input, call) => {
  const key = input.Key!;
  bucketOf(call, input);
  checkWriteInput('PutObject', key, input);
  const body = bytesOf(input.Body);
  const { algorithm, value } = await verifyBody(body, input);
  const etag = await etagOf(body);
  const bucket = bucketOf(call, input);
  checkWrite(currentObject(bucket, key), input);
  const version = addVersion(call, bucket, key, {
    deleteMarker: false,
    lastModified: nowInSeconds(call),
    etag,
    body,
    attributes: attributesFrom(input),
    tags: tagsFromHeader(input.Tagging, call.principal),
    encryption: encryptionFrom(bucket, input),
    checksum: { algorithm, value, type: 'FULL_OBJECT' },
  });
  announceChange(call, bucket, 'ObjectCreated:Put', key, version);
  return {
    ETag: etag,
    ...checksumMembers(version.checksum),
    ...encryptionMembers(bucket, version.encryption),
    ...versionMember(bucket, version),
    ...expirationMember(bucket, key, version),
  };
};
