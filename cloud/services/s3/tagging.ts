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
import { announceChange } from './announce.ts';
import { bucketOf } from './buckets.ts';
import { s3Error } from './errors.ts';
import type { S3State } from './state.ts';
import { tagSet, tagsFrom } from './tags.ts';
import { readVersion, versionMember } from './versions.ts';

export const PutObjectTagging: Operation<S3State, PutObjectTaggingRequest, PutObjectTaggingOutput> = (input, call) => {
  const bucket = bucketOf(call, input);
  const version = readVersion(call, bucket, input.Key!, input.VersionId);
  version.tags = tagsFrom(input.Tagging!.TagSet ?? [], 'object');
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
  bucketOf(call, input).tags = tagsFrom(input.Tagging!.TagSet ?? [], 'bucket');
};

export const GetBucketTagging: Operation<S3State, GetBucketTaggingRequest, GetBucketTaggingOutput> = (input, call) => {
  const { tags } = bucketOf(call, input);
  if (tags.size === 0) throw s3Error('NoSuchTagSet');
  return { TagSet: tagSet(tags) };
};

export const DeleteBucketTagging: Operation<S3State, DeleteBucketTaggingRequest, void> = (input, call) => {
  bucketOf(call, input).tags = new Map();
};
