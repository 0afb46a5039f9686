import type {
  DeleteBucketWebsiteRequest,
  GetBucketWebsiteOutput,
  GetBucketWebsiteRequest,
  PutBucketWebsiteRequest,
} from '@aws-sdk/client-s3';
import type { Operation } from '../../operation.ts';
import { bucketOf } from './buckets.ts';
import { invalidArgument, s3Error } from './errors.ts';
import type { S3State } from './state.ts';

/** Keeps how the bucket is to be served as a website. The control plane only: no host serves the website endpoint. S3 API Reference, PutBucketWebsite. */
export const PutBucketWebsite: Operation<S3State, PutBucketWebsiteRequest, void> = (input, call) => {
  const bucket = bucketOf(call, input);
  const { IndexDocument, RedirectAllRequestsTo } = input.WebsiteConfiguration!;
  if (!IndexDocument && !RedirectAllRequestsTo) {
    throw invalidArgument('A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty');
  }
  if (IndexDocument && (!IndexDocument.Suffix || IndexDocument.Suffix.includes('/'))) {
    throw invalidArgument('The IndexDocument Suffix is not well formed');
  }
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
