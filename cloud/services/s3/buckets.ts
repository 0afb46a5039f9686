import { AwsError } from '../../aws-error.ts';
import type { Call } from '../../operation.ts';
import { s3Error } from './errors.ts';
import { applyLifecycle } from './lifecycle-rules.ts';
import type { Bucket, S3State } from './state.ts';

/** The region of requests that name none. */
const FIRST_REGION = 'us-east-1';

export interface BucketReference {
  Bucket: string | undefined;
  ExpectedBucketOwner?: string | undefined;
}

/** The bucket an input names, reached through its own region. Throws NoSuchBucket, AccessDenied, AuthorizationHeaderMalformed. */
export function bucketOf(call: Call<S3State>, input: BucketReference): Bucket {
  const bucket = bucketAnywhere(call, input);
  // Reason: a request whose signature names no region (anonymous, version 2) counts as one of the first region, and what
  // goes there for a bucket elsewhere is redirected by S3.
  if (bucket.region !== call.region && call.region !== FIRST_REGION) {
    throw new AwsError(
      'AuthorizationHeaderMalformed',
      `The authorization header is malformed; the region '${call.region}' is wrong; expecting '${bucket.region}'`,
      { status: 400 },
    );
  }
  return bucket;
}

/** The bucket an input names, from whatever region. Throws NoSuchBucket, AccessDenied. */
export function bucketAnywhere(call: Call<S3State>, { Bucket, ExpectedBucketOwner }: BucketReference): Bucket {
  const bucket = call.state.buckets.get(Bucket!);
  if (!bucket) throw s3Error('NoSuchBucket');
  if (ExpectedBucketOwner !== undefined && ExpectedBucketOwner !== bucket.account) throw s3Error('AccessDenied');
  applyLifecycle(bucket, call.clock.now());
  return bucket;
}

export function bucketArn(name: string): string {
  return `arn:aws:s3:::${name}`;
}

/** An account's canonical user id: 64 hexadecimal digits. */
export function canonicalId(account: string): string {
  return account.repeat(6).slice(0, 64);
}

/** Whole seconds, as S3 keeps times. */
export function nowInSeconds(call: Call<S3State>): number {
  return Math.floor(call.clock.now() / 1000) * 1000;
}
