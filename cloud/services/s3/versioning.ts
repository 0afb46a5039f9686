import type { GetBucketVersioningOutput, GetBucketVersioningRequest, PutBucketVersioningRequest } from '@aws-sdk/client-s3';
import { notImplemented, refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { bucketOf } from './buckets.ts';
import { s3Error } from './errors.ts';
import type { S3State } from './state.ts';

/** Turns versioning on, or suspends it; it is never off again. S3 API Reference, PutBucketVersioning. */
export const PutBucketVersioning: Operation<S3State, PutBucketVersioningRequest, void> = (input, call) => {
  refuseMembers('s3 PutBucketVersioning', input, ['MFA']);
  const { Status, MFADelete } = input.VersioningConfiguration!;
  if (MFADelete === 'Enabled') throw notImplemented('s3 PutBucketVersioning with MFADelete');
  if (Status === undefined) throw s3Error('IllegalVersioningConfigurationException');
  if (Status !== 'Enabled' && Status !== 'Suspended') throw s3Error('MalformedXML');
  bucketOf(call, input).versioning = Status;
};

export const GetBucketVersioning: Operation<S3State, GetBucketVersioningRequest, GetBucketVersioningOutput> = (input, call) => {
  const { versioning } = bucketOf(call, input);
  return versioning === undefined ? {} : { Status: versioning };
};
