import type {
  DeleteBucketEncryptionRequest,
  GetBucketEncryptionOutput,
  GetBucketEncryptionRequest,
  PutBucketEncryptionRequest,
} from '@aws-sdk/client-s3';
import { notImplemented, refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { encryptionFrom } from './attributes.ts';
import { bucketOf } from './buckets.ts';
import { s3Error } from './errors.ts';
import type { S3State } from './state.ts';

/** Sets how new objects are encrypted: AES256, or aws:kms under the AWS managed key. S3 API Reference, PutBucketEncryption. */
export const PutBucketEncryption: Operation<S3State, PutBucketEncryptionRequest, void> = (input, call) => {
  const bucket = bucketOf(call, input);
  const [rule, ...more] = input.ServerSideEncryptionConfiguration!.Rules ?? [];
  if (!rule || more.length > 0) throw s3Error('MalformedXML');
  refuseMembers('s3 PutBucketEncryption', rule, ['BlockedEncryptionTypes']);
  const { SSEAlgorithm = 'AES256', KMSMasterKeyID } = rule.ApplyServerSideEncryptionByDefault ?? {};
  if (SSEAlgorithm === 'aws:kms:dsse') throw notImplemented('s3 encryption with aws:kms:dsse');
  bucket.encryption = encryptionFrom(bucket, {
    ServerSideEncryption: SSEAlgorithm,
    ...(KMSMasterKeyID !== undefined && { SSEKMSKeyId: KMSMasterKeyID }),
    BucketKeyEnabled: rule.BucketKeyEnabled ?? false,
  });
};

export const GetBucketEncryption: Operation<S3State, GetBucketEncryptionRequest, GetBucketEncryptionOutput> = (input, call) => {
  const { algorithm, bucketKey } = bucketOf(call, input).encryption;
  return {
    ServerSideEncryptionConfiguration: {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: algorithm }, BucketKeyEnabled: bucketKey }],
    },
  };
};

/** Back to AES256: objects are never unencrypted. S3 API Reference, DeleteBucketEncryption. */
export const DeleteBucketEncryption: Operation<S3State, DeleteBucketEncryptionRequest, void> = (input, call) => {
  bucketOf(call, input).encryption = { algorithm: 'AES256', bucketKey: false };
};
