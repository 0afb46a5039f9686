import type { CopyObjectOutput, CopyObjectRequest } from '@aws-sdk/client-s3';
import { refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { announceChange } from './announce.ts';
import { attributesFrom, checkWriteInput, encryptionFrom, encryptionMembers } from './attributes.ts';
import { etagOf } from './body.ts';
import { bucketOf, nowInSeconds } from './buckets.ts';
import { algorithmNamed, checksumMembers, checksumOf, DEFAULT_ALGORITHM } from './checksums.ts';
import { sourceOf } from './copy-source.ts';
import { invalidRequest } from './errors.ts';
import { expirationMember } from './lifecycle-rules.ts';
import { checkWrite } from './preconditions.ts';
import type { ObjectAttributes, S3State } from './state.ts';
import { tagsFromHeader } from './tags.ts';
import { addVersion, currentObject, versionMember } from './versions.ts';

/** Copies an object, with its metadata and tags unless told otherwise. Throws NoSuchKey, PreconditionFailed. S3 API Reference, CopyObject. */
export const CopyObject: Operation<S3State, CopyObjectRequest, CopyObjectOutput> = async (input, call) => {
  const key = input.Key!;
  bucketOf(call, input);
  checkWriteInput('CopyObject', key, input);
  refuseMembers('s3 CopyObject', input, [
    'CopySourceSSECustomerAlgorithm',
    'CopySourceSSECustomerKey',
    'CopySourceSSECustomerKeyMD5',
    'AnnotationDirective',
  ]);
  const { source, bucket: sourceBucket, version: original } = sourceOf(call, input);
  const replaces = input.MetadataDirective === 'REPLACE';
  const changes =
    replaces ||
    input.StorageClass !== undefined ||
    input.WebsiteRedirectLocation !== undefined ||
    input.ServerSideEncryption !== undefined ||
    source.versionId !== undefined;
  if (source.bucket === input.Bucket && source.key === key && !changes) {
    throw invalidRequest(
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  const { body, checksum } = original;
  const algorithm = algorithmNamed(input.ChecksumAlgorithm ?? checksum?.algorithm ?? DEFAULT_ALGORITHM);
  const [etag, value] = [await etagOf(body), await checksumOf(algorithm, body)];
  const bucket = bucketOf(call, input);
  checkWrite(currentObject(bucket, key), input);
  const asked = attributesFrom(input);
  const version = addVersion(call, bucket, key, {
    deleteMarker: false,
    lastModified: nowInSeconds(call),
    etag,
    body,
    // Reason: storage class and redirection are not copied, whatever else is.
    attributes: replaces ? asked : { ...original.attributes, ...keptFrom(asked) },
    tags: input.TaggingDirective === 'REPLACE' ? tagsFromHeader(input.Tagging, call.principal) : new Map(original.tags),
    encryption: encryptionFrom(bucket, input),
    checksum: { algorithm, value, type: 'FULL_OBJECT' },
  });
  announceChange(call, bucket, 'ObjectCreated:Copy', key, version);
  return {
    CopyObjectResult: { ETag: etag, LastModified: new Date(version.lastModified), ...checksumMembers(version.checksum) },
    ...(sourceBucket.versioning && { CopySourceVersionId: original.versionId }),
    ...encryptionMembers(bucket, version.encryption),
    ...versionMember(bucket, version),
    ...expirationMember(bucket, key, version),
  };
};

function keptFrom({ StorageClass, WebsiteRedirectLocation }: ObjectAttributes) {
  return { StorageClass, WebsiteRedirectLocation };
}
