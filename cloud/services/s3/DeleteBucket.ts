import type { DeleteBucketRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { bucketOf } from './buckets.ts';
import { s3Error } from './errors.ts';
import type { S3State } from './state.ts';

/** Removes an empty bucket. Throws NoSuchBucket, BucketNotEmpty. S3 API Reference, DeleteBucket. */
export const DeleteBucket: Operation<S3State, DeleteBucketRequest, void> = (input, call) => {
  const bucket = bucketOf(call, input);
  if (bucket.objects.size > 0) {
    if (bucket.versioning === undefined) throw s3Error('BucketNotEmpty');
    throw new AwsError('BucketNotEmpty', 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.', {
      status: 409,
    });
  }
  call.state.buckets.delete(bucket.name);
};
