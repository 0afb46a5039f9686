import type {
  DeleteBucketTaggingRequest,
  DeleteObjectTaggingOutput,
  DeleteObjectTaggingRequest,
  GetBucketTaggingOutput,
  GetBucketTaggingRequest,
  GetObjectTaggingOutput,
  GetObjectTaggingRequest,
  PutBucketTaggingRequest,
  PutObjectTaggingOutput,
  PutObjectTaggingRequest,
} from '@aws-sdk/client-s3';
import type { Operation } from '../../operation.ts';
import { isSystemTag } from '../../tag-keys.ts';
import { announceChange } from './announce.ts';
import { bucketOf } from './buckets.ts';
import { s3Error } from './errors.ts';
import type { S3State } from './state.ts';
import { keepSystemTags, tagSet, tagsFrom } from './tags.ts';
import { readVersion, versionMember } from './versions.ts';

export const PutObjectTagging: Operation<S3State, PutObjectTaggingRequest, PutObjectTaggingOutput> = (input, call) => {
  const bucket = bucketOf(call, input);
  const version = readVersion(call, bucket, input.Key!, input.VersionId);
  version.tags = tagsFrom(input.Tagging!.TagSet ?? [], 'object', call.principal);
  announceChange(call, bucket, 'ObjectTagging:Put', input.Key!, version);
  return versionMember(bucket, version);
};

export const GetObjectTagging: Operation<S3State, GetObjectTaggingRequest, GetObjectTaggingOutput> = (input, call) => {
  const bucket = bucketOf(call, input);
  const version = readVersion(call, bucket, input.Key!, input.VersionId);
  return { TagSet: tagSet(version.tags), ...versionMember(bucket, version) };
};

export const DeleteObjectTagging: Operation<S3State, DeleteObjectTaggingRequest, DeleteObjectTaggingOutput> = (input, call) => {
  const bucket = bucketOf(call, input);
  const version = readVersion(call, bucket, input.Key!, input.VersionId);
  version.tags = new Map();
  announceChange(call, bucket, 'ObjectTagging:Delete', input.Key!, version);
  return versionMember(bucket, version);
};

export const PutBucketTagging: Operation<S3State, PutBucketTaggingRequest, void> = (input, call) => {
  const bucket = bucketOf(call, input);
  const given = input.Tagging!.TagSet ?? [];
  // Reason: what a caller read is what it writes back, with AWS's own tags as they are.
  const unchanged = given.filter(({ Key = '', Value }) => isSystemTag(Key) && bucket.tags.get(Key) === Value);
  const own = given.filter((tag) => !unchanged.includes(tag));
  const tags = new Map([...unchanged.map(({ Key, Value }) => [Key!, Value!] as const), ...tagsFrom(own, 'bucket', call.principal)]);
  keepSystemTags(bucket.tags, tags, call.principal);
  bucket.tags = tags;
};

export const GetBucketTagging: Operation<S3State, GetBucketTaggingRequest, GetBucketTaggingOutput> = (input, call) => {
  const { tags } = bucketOf(call, input);
  if (tags.size === 0) throw s3Error('NoSuchTagSet');
  return { TagSet: tagSet(tags) };
};

export const DeleteBucketTagging: Operation<S3State, DeleteBucketTaggingRequest, void> = (input, call) => {
  const bucket = bucketOf(call, input);
  keepSystemTags(bucket.tags, new Map(), call.principal);
  bucket.tags = new Map();
};
