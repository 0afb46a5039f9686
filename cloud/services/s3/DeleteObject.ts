import type { DeleteObjectOutput, DeleteObjectRequest, DeleteObjectsOutput, DeleteObjectsRequest } from '@aws-sdk/client-s3';
import { AwsError, refuseMembers } from '../../aws-error.ts';
import type { Call, Operation } from '../../operation.ts';
import { announceChange } from './announce.ts';
import { bucketArn, bucketOf, nowInSeconds } from './buckets.ts';
import { s3Error } from './errors.ts';
import { checkWrite } from './preconditions.ts';
import type { Bucket, S3State } from './state.ts';
import { addVersion, checkVersionId, currentObject, removeVersion } from './versions.ts';

const MAX_KEYS = 1000;

/** Deletes an object, or marks it as deleted, or removes one version. What is not there is no error. S3 API Reference, DeleteObject. */
export const DeleteObject: Operation<S3State, DeleteObjectRequest, DeleteObjectOutput> = (input, call) => {
  refuseMembers('s3 DeleteObject', input, ['MFA', 'BypassGovernanceRetention', 'IfMatchLastModifiedTime', 'IfMatchSize']);
  const bucket = bucketOf(call, input);
  if (input.IfMatch !== undefined) checkWrite(currentObject(bucket, input.Key!), input);
  return remove(call, bucket, input.Key!, input.VersionId);
};

/** Deletes up to 1000 objects; each may fail for itself. S3 API Reference, DeleteObjects. */
export const DeleteObjects: Operation<S3State, DeleteObjectsRequest, DeleteObjectsOutput> = (input, call) => {
  refuseMembers('s3 DeleteObjects', input, ['MFA', 'BypassGovernanceRetention']);
  const bucket = bucketOf(call, input);
  const { Objects, Quiet } = input.Delete!;
  if (!Objects || Objects.length === 0 || Objects.length > MAX_KEYS) throw s3Error('MalformedXML');
  for (const object of Objects) refuseMembers('s3 DeleteObjects', object, ['LastModifiedTime', 'Size']);
  const Deleted: NonNullable<DeleteObjectsOutput['Deleted']> = [];
  const Errors: NonNullable<DeleteObjectsOutput['Errors']> = [];
  for (const { Key, VersionId, ETag } of Objects) {
    const named = { Key: Key!, ...(VersionId !== undefined && { VersionId }) };
    try {
      call.authorize({
        action: VersionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion',
        resource: `${bucketArn(bucket.name)}/${Key}`,
        context: { 'aws:ResourceAccount': bucket.account },
      });
      if (ETag !== undefined) checkWrite(currentObject(bucket, Key!), { IfMatch: ETag });
      const removed = remove(call, bucket, Key!, VersionId);
      Deleted.push({
        ...named,
        ...(removed.DeleteMarker && { DeleteMarker: true, DeleteMarkerVersionId: removed.VersionId }),
      });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Errors.push({ ...named, Code: error.code, Message: error.message });
    }
  }
  return { ...(!Quiet && Deleted.length > 0 && { Deleted }), ...(Errors.length > 0 && { Errors }) };
};

function remove(call: Call<S3State>, bucket: Bucket, key: string, versionId: string | undefined): DeleteObjectOutput {
  if (versionId !== undefined) {
    checkVersionId(versionId);
    const removed = removeVersion(bucket, key, versionId);
    if (removed) announceChange(call, bucket, 'ObjectRemoved:Delete', key, removed);
    return { ...(bucket.versioning && { VersionId: versionId }), ...(removed?.deleteMarker && { DeleteMarker: true }) };
  }
  if (bucket.versioning === undefined) {
    const removed = removeVersion(bucket, key, 'null');
    if (removed) announceChange(call, bucket, 'ObjectRemoved:Delete', key, removed);
    return {};
  }
  const marker = addVersion(call, bucket, key, {
    deleteMarker: true,
    lastModified: nowInSeconds(call),
    etag: '',
    body: new Uint8Array(),
    attributes: { StorageClass: 'STANDARD', Metadata: {} },
    tags: new Map(),
    encryption: bucket.encryption,
  });
  announceChange(call, bucket, 'ObjectRemoved:DeleteMarkerCreated', key, marker);
  return { DeleteMarker: true, VersionId: marker.versionId };
}
