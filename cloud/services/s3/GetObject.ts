import type { GetObjectOutput, GetObjectRequest, HeadObjectOutput, HeadObjectRequest } from '@aws-sdk/client-s3';
import { AwsError, refuseMembers } from '../../aws-error.ts';
import type { Call, Operation } from '../../operation.ts';
import { attributeMembers, encryptionMembers } from './attributes.ts';
import { bucketOf } from './buckets.ts';
import { checksumMembers } from './checksums.ts';
import { invalidRequest, s3Error } from './errors.ts';
import { expirationMember } from './lifecycle-rules.ts';
import { checkRead } from './preconditions.ts';
import { type ByteRange, readRange } from './range.ts';
import type { Bucket, ObjectVersion, S3State } from './state.ts';
import { readVersion, versionMember } from './versions.ts';

/** Reads an object or a part of it. Throws NoSuchKey, NotModified, PreconditionFailed, InvalidRange. S3 API Reference, GetObject. */
export const GetObject: Operation<S3State, GetObjectRequest, Omit<GetObjectOutput, 'Body'> & { Body: Uint8Array }> = (input, call) => {
  const { bucket, version, range, members } = read('GetObject', input, call);
  const { start, end } = range ?? { start: 0, end: version.body.length };
  return {
    ...members,
    ...(version.tags.size > 0 && mayReadTags(call, bucket, input) && { TagCount: version.tags.size }),
    Body: version.body.subarray(start, end),
  };
};

/** An object's headers. Throws NotFound for what GetObject calls NoSuchKey. S3 API Reference, HeadObject. */
export const HeadObject: Operation<S3State, HeadObjectRequest, HeadObjectOutput> = (input, call) => {
  try {
    return read('HeadObject', input, call).members;
  } catch (error) {
    // Reason: an answer to HEAD has no body to carry the code in.
    if (error instanceof AwsError && ['NoSuchKey', 'NoSuchVersion', 'NoSuchBucket'].includes(error.code)) throw s3Error('NotFound');
    throw error;
  }
};

function read(operation: string, input: GetObjectRequest & HeadObjectRequest, call: Call<S3State>) {
  refuseMembers(`s3 ${operation}`, input, ['SSECustomerAlgorithm', 'SSECustomerKey', 'SSECustomerKeyMD5']);
  const bucket = bucketOf(call, input);
  const key = input.Key!;
  const version = readVersion(call, bucket, key, input.VersionId);
  checkRead(version, input);
  if (input.Range !== undefined && input.PartNumber !== undefined) {
    throw invalidRequest('Cannot specify both Range header and partNumber query parameter');
  }
  const range = input.PartNumber === undefined ? readRange(input.Range, version.body.length) : partRange(version, input.PartNumber);
  const { TagCount: _, ...attributes } = attributeMembers(version);
  const length = range ? range.end - range.start : version.body.length;
  const members = {
    ...attributes,
    ...overrides(input, call),
    AcceptRanges: 'bytes',
    LastModified: new Date(version.lastModified),
    ContentLength: length,
    ETag: version.etag,
    ...encryptionMembers(bucket, version.encryption),
    ...versionMember(bucket, version),
    ...expirationMember(bucket, key, version),
    ...(range && { ContentRange: `bytes ${range.start}-${range.end - 1}/${version.body.length}` }),
    ...(input.PartNumber !== undefined && version.parts && { PartsCount: version.parts.length }),
    ...(input.ChecksumMode === 'ENABLED' && !range && checksumMembers(version.checksum)),
  };
  return { bucket, version, range, members };
}

/** Objects written in one piece have one part. Throws InvalidPartNumber. */
function partRange({ parts, body }: ObjectVersion, number: number): ByteRange | undefined {
  const sizes = parts?.map(({ size }) => size) ?? [body.length];
  const size = sizes[number - 1];
  if (size === undefined) throw s3Error('InvalidPartNumber');
  if (!parts) return body.length > 0 ? { start: 0, end: size } : undefined;
  const start = sizes.slice(0, number - 1).reduce((sum, length) => sum + length, 0);
  return { start, end: start + size };
}

function overrides(input: GetObjectRequest, call: Call<S3State>) {
  const given = {
    CacheControl: input.ResponseCacheControl,
    ContentDisposition: input.ResponseContentDisposition,
    ContentEncoding: input.ResponseContentEncoding,
    ContentLanguage: input.ResponseContentLanguage,
    ContentType: input.ResponseContentType,
    Expires: input.ResponseExpires,
  };
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  if (Object.keys(set).length > 0 && call.principal.type === 'anonymous') {
    throw invalidRequest('Request specific response headers cannot be used for anonymous GET requests.');
  }
  return set as Partial<typeof given>;
}

/** The number of tags is shown to whoever may read them. */
function mayReadTags(call: Call<S3State>, { name, account }: Bucket, input: GetObjectRequest): boolean {
  const action = input.VersionId === undefined ? 's3:GetObjectTagging' : 's3:GetObjectVersionTagging';
  try {
    call.authorize({ action, resource: `arn:aws:s3:::${name}/${input.Key}`, context: { 'aws:ResourceAccount': account } });
    return true;
  } catch (error) {
    if (error instanceof AwsError && error.code === 'AccessDenied') return false;
    throw error;
  }
}
