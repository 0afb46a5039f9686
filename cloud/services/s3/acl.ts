import type {
  DeleteBucketOwnershipControlsRequest,
  GetBucketAclOutput,
  GetBucketAclRequest,
  GetBucketOwnershipControlsOutput,
  GetBucketOwnershipControlsRequest,
  GetObjectAclOutput,
  GetObjectAclRequest,
  Grant,
  PutBucketAclRequest,
  PutBucketOwnershipControlsRequest,
  PutObjectAclOutput,
  PutObjectAclRequest,
} from '@aws-sdk/client-s3';
import { notImplemented } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { bucketOf, canonicalId } from './buckets.ts';
import { s3Error } from './errors.ts';
import type { S3State } from './state.ts';
import { readVersion } from './versions.ts';

/** ACLs are off: only BucketOwnerEnforced is honoured. S3 API Reference, PutBucketOwnershipControls. */
export const PutBucketOwnershipControls: Operation<S3State, PutBucketOwnershipControlsRequest, void> = (input, call) => {
  const bucket = bucketOf(call, input);
  const [rule, ...more] = input.OwnershipControls!.Rules ?? [];
  if (!rule || more.length > 0) throw s3Error('MalformedXML');
  if (rule.ObjectOwnership !== 'BucketOwnerEnforced') throw notImplemented(`s3 object ownership ${rule.ObjectOwnership}`);
  bucket.ownership = 'BucketOwnerEnforced';
};

export const GetBucketOwnershipControls: Operation<S3State, GetBucketOwnershipControlsRequest, GetBucketOwnershipControlsOutput> = (
  input,
  call,
) => {
  const { ownership } = bucketOf(call, input);
  if (!ownership) throw s3Error('OwnershipControlsNotFoundError');
  return { OwnershipControls: { Rules: [{ ObjectOwnership: ownership }] } };
};

/** Without controls a bucket has ACLs: refused. */
export const DeleteBucketOwnershipControls: Operation<S3State, DeleteBucketOwnershipControlsRequest, void> = (input, call) => {
  bucketOf(call, input);
  throw notImplemented('s3 buckets with ACLs (DeleteBucketOwnershipControls)');
};

/** Throws AccessControlListNotSupported: ACLs are off. */
export const PutBucketAcl: Operation<S3State, PutBucketAclRequest, void> = (input, call) => {
  bucketOf(call, input);
  throw s3Error('AccessControlListNotSupported');
};

/** Throws AccessControlListNotSupported, but for the one ACL that says what is so already. */
export const PutObjectAcl: Operation<S3State, PutObjectAclRequest, PutObjectAclOutput> = (input, call) => {
  readVersion(call, bucketOf(call, input), input.Key!, input.VersionId);
  if (input.ACL !== 'bucket-owner-full-control') throw s3Error('AccessControlListNotSupported');
  return {};
};

export const GetBucketAcl: Operation<S3State, GetBucketAclRequest, GetBucketAclOutput> = (input, call) =>
  ownerOnly(bucketOf(call, input).account);

export const GetObjectAcl: Operation<S3State, GetObjectAclRequest, GetObjectAclOutput> = (input, call) => {
  const bucket = bucketOf(call, input);
  readVersion(call, bucket, input.Key!, input.VersionId);
  return ownerOnly(bucket.account);
};

function ownerOnly(account: string): { Owner: { ID: string }; Grants: Grant[] } {
  const ID = canonicalId(account);
  return { Owner: { ID }, Grants: [{ Grantee: { ID, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }] };
}
