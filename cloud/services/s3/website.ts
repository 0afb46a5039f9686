import type {
  DeleteBucketWebsiteRequest,
  GetBucketWebsiteOutput,
  GetBucketWebsiteRequest,
  PutBucketWebsiteRequest,
} from '@aws-sdk/client-s3';
import type { Operation } from '../../operation.ts';
import { bucketOf } from './buckets.ts';
import { s3Error } from './errors.ts';
import type { S3State } from './state.ts';
import { checkWebsite } from './website/routing-rules.ts';

/** Keeps how the bucket is to be served as a website. The front door serves it. S3 API Reference, PutBucketWebsite. */
export const PutBucketWebsite: Operation<S3State, PutBucketWebsiteRequest, void> = (input, call) => {
  const bucket = bucketOf(call, input);
  checkWebsite(input.WebsiteConfiguration!);
  bucket.website = input.WebsiteConfiguration!;
};

export const GetBucketWebsite: Operation<S3State, GetBucketWebsiteRequest, GetBucketWebsiteOutput> = (input, call) => {
  const { website } = bucketOf(call, input);
  if (!website) throw s3Error('NoSuchWebsiteConfiguration');
  return website;
};

export const DeleteBucketWebsite: Operation<S3State, DeleteBucketWebsiteRequest, void> = (input, call) => {
  delete bucketOf(call, input).website;
};
