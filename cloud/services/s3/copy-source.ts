import type { Call } from '../../operation.ts';
import { bucketAnywhere } from './buckets.ts';
import { invalidArgument, s3Error } from './errors.ts';
import { checkCopySource } from './preconditions.ts';
import type { Bucket, ObjectVersion, S3State } from './state.ts';
import { readVersion } from './versions.ts';

/** What a copy reads. */
export interface CopySource {
  bucket: string;
  key: string;
  versionId?: string;
}

export interface CopySourceInput {
  CopySource: string | undefined;
  CopySourceIfMatch?: string | undefined;
  CopySourceIfModifiedSince?: Date | undefined;
  CopySourceIfNoneMatch?: string | undefined;
  CopySourceIfUnmodifiedSince?: Date | undefined;
  ExpectedSourceBucketOwner?: string | undefined;
}

/** Reads `bucket/key?versionId=id`, with or without a leading slash, percent-encoded. Throws InvalidArgument. */
export function parseCopySource(text: string): CopySource {
  const [, path = '', version] = /^\/?(.*?)(?:\?versionId=([^?]*))?$/s.exec(text) ?? [];
  const decoded = decode(path);
  const slash = decoded.indexOf('/');
  if (slash < 1 || slash === decoded.length - 1)
    throw invalidArgument('Copy Source must mention the source bucket and key: sourcebucket/sourcekey');
  return { bucket: decoded.slice(0, slash), key: decoded.slice(slash + 1), ...(version !== undefined && { versionId: decode(version) }) };
}

/** The object to be copied, when its conditions hold. Throws NoSuchBucket, NoSuchKey, PreconditionFailed. */
export function sourceOf(call: Call<S3State>, input: CopySourceInput): { source: CopySource; bucket: Bucket; version: ObjectVersion } {
  const source = parseCopySource(input.CopySource!);
  const bucket = bucketAnywhere(call, { Bucket: source.bucket, ExpectedBucketOwner: input.ExpectedSourceBucketOwner });
  const version = readVersion(call, bucket, source.key, source.versionId);
  if (version.deleteMarker) throw s3Error('NoSuchKey');
  checkCopySource(version, {
    IfMatch: input.CopySourceIfMatch,
    IfModifiedSince: input.CopySourceIfModifiedSince,
    IfNoneMatch: input.CopySourceIfNoneMatch,
    IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
  });
  return { source, bucket, version };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', '%20'));
  } catch {
    throw invalidArgument('Copy Source must be URL-encoded');
  }
}
