import type {
  GetBucketLocationOutput,
  GetBucketLocationRequest,
  HeadBucketOutput,
  HeadBucketRequest,
  ListBucketsOutput,
  ListBucketsRequest,
} from '@aws-sdk/client-s3';
import type { Operation } from '../../operation.ts';
import { bucketAnywhere, bucketArn, canonicalId } from './buckets.ts';
import { invalidArgument, s3Error } from './errors.ts';
import { readToken, writeToken } from './listing.ts';
import type { S3State } from './state.ts';
import { compareUtf8 } from './utf8-order.ts';

/** A page of the caller's own buckets, by name. S3 API Reference, ListBuckets. */
export const ListBuckets: Operation<S3State, ListBucketsRequest, ListBucketsOutput> = (input, call) => {
  const limit = input.MaxBuckets ?? 10_000;
  if (limit < 1 || limit > 10_000) throw invalidArgument('Argument max-buckets must be an integer between 1 and 10000');
  const after = input.ContinuationToken === undefined ? '' : readToken(input.ContinuationToken);
  const owned = [...call.state.buckets.values()]
    .filter(({ account, name, region }) => account === call.account && name > after && region === (input.BucketRegion ?? region))
    .filter(({ name }) => name.startsWith(input.Prefix ?? ''))
    .sort((a, b) => compareUtf8(a.name, b.name));
  const page = owned.slice(0, limit);
  return {
    Buckets: page.map(({ name, createdAt, region }) => ({
      Name: name,
      CreationDate: new Date(createdAt),
      BucketArn: bucketArn(name),
      ...((input.MaxBuckets ?? input.BucketRegion ?? input.Prefix) !== undefined && { BucketRegion: region }),
    })),
    Owner: { ID: canonicalId(call.account) },
    ...(input.Prefix !== undefined && { Prefix: input.Prefix }),
    ...(owned.length > limit && { ContinuationToken: writeToken(page.at(-1)!.name) }),
  };
};

/** Where a bucket is; nothing stands for us-east-1. S3 API Reference, GetBucketLocation. */
export const GetBucketLocation: Operation<S3State, GetBucketLocationRequest, GetBucketLocationOutput> = (input, call) => {
  const { region } = bucketAnywhere(call, input);
  return region === 'us-east-1' ? {} : { LocationConstraint: region as NonNullable<GetBucketLocationOutput['LocationConstraint']> };
};

/** Whether a bucket exists and may be read. Throws NotFound. S3 API Reference, HeadBucket. */
export const HeadBucket: Operation<S3State, HeadBucketRequest, HeadBucketOutput> = (input, call) => {
  if (!call.state.buckets.has(input.Bucket!)) throw s3Error('NotFound');
  const { name, region } = bucketAnywhere(call, input);
  return { BucketRegion: region, BucketArn: bucketArn(name), AccessPointAlias: false };
};
