import type { Call } from '../../operation.ts';
import { type BucketReference, bucketOf } from './buckets.ts';
import { s3Error } from './errors.ts';
import type { Bucket, S3State, Upload } from './state.ts';

/** The multipart upload an input names. Throws NoSuchUpload. */
export function uploadOf(
  call: Call<S3State>,
  input: BucketReference & { Key: string | undefined; UploadId: string | undefined },
): { bucket: Bucket; upload: Upload } {
  const bucket = bucketOf(call, input);
  const upload = bucket.uploads.get(input.UploadId!);
  if (!upload || upload.key !== input.Key) throw s3Error('NoSuchUpload');
  return { bucket, upload };
}
