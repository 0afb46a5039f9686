import type { Call } from '../../operation.ts';
import { bucketArn } from './buckets.ts';
import { invalidArgument, s3Error } from './errors.ts';
import type { Bucket, ObjectVersion, S3State } from './state.ts';

const VERSION_ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._';

export function latest(versions: readonly ObjectVersion[]): ObjectVersion {
  return versions.at(-1)!;
}

/** The object that is there now; undefined when there is none or it was deleted. */
export function currentObject(bucket: Bucket, key: string): ObjectVersion | undefined {
  const version = bucket.objects.get(key)?.at(-1);
  return version?.deleteMarker ? undefined : version;
}

/**
 * The version a read asks for. Throws NoSuchKey (AccessDenied for whoever may not list the bucket), NoSuchVersion,
 * MethodNotAllowed for a delete marker asked for by its id.
 */
export function readVersion(call: Call<S3State>, bucket: Bucket, key: string, versionId: string | undefined): ObjectVersion {
  if (versionId !== undefined) {
    checkVersionId(versionId);
    const version = bucket.objects.get(key)?.find((candidate) => candidate.versionId === versionId);
    if (!version) throw s3Error('NoSuchVersion');
    if (version.deleteMarker) throw s3Error('MethodNotAllowed');
    return version;
  }
  const version = currentObject(bucket, key);
  if (!version) {
    // Reason: who may not list a bucket must not learn which keys exist.
    call.authorize({ action: 's3:ListBucket', resource: bucketArn(bucket.name), context: { 'aws:ResourceAccount': bucket.account } });
    throw s3Error('NoSuchKey');
  }
  return version;
}

export function checkVersionId(versionId: string): void {
  if (versionId !== 'null' && !/^[A-Za-z0-9._-]{32}$/.test(versionId)) throw invalidArgument('Invalid version id specified');
}

/** Writes a version as the bucket's versioning says and returns it with its id. */
export function addVersion(call: Call<S3State>, bucket: Bucket, key: string, version: Omit<ObjectVersion, 'versionId'>): ObjectVersion {
  const versions = bucket.objects.get(key) ?? [];
  const added = { ...version, versionId: bucket.versioning === 'Enabled' ? call.random.text(32, VERSION_ID_ALPHABET) : 'null' };
  const kept = bucket.versioning === 'Enabled' ? versions : versions.filter(({ versionId }) => versionId !== 'null');
  bucket.objects.set(key, [...kept, added]);
  bucket.changes++;
  return added;
}

/** Removes one version for good; the one before it becomes the latest. */
export function removeVersion(bucket: Bucket, key: string, versionId: string): ObjectVersion | undefined {
  const versions = bucket.objects.get(key) ?? [];
  const removed = versions.find((version) => version.versionId === versionId);
  if (!removed) return undefined;
  const left = versions.filter((version) => version !== removed);
  if (left.length === 0) bucket.objects.delete(key);
  else bucket.objects.set(key, left);
  bucket.changes++;
  return removed;
}

/** What answers say of a version's id: nothing in a bucket that never had versioning. */
export function versionMember(bucket: Bucket, version: ObjectVersion): { VersionId?: string } {
  return bucket.versioning === undefined ? {} : { VersionId: version.versionId };
}
