import type { CreateBucketOutput, CreateBucketRequest } from '@aws-sdk/client-s3';
import { AwsError, notImplemented, refuseMembers } from '../../aws-error.ts';
import type { Call, Operation } from '../../operation.ts';
import { checkBucketName } from './bucket-name.ts';
import { bucketArn } from './buckets.ts';
import { s3Error } from './errors.ts';
import { dayOf } from './lifecycle-rules.ts';
import type { S3State } from './state.ts';
import { tagsFrom } from './tags.ts';

const FIRST_REGION = 'us-east-1';

/** Makes a bucket as new ones are: private, without ACLs, encrypted. Throws BucketAlreadyExists and more. S3 API Reference, CreateBucket. */
export const CreateBucket: Operation<S3State, CreateBucketRequest, CreateBucketOutput> = (input, call) => {
  const name = input.Bucket!;
  refuseMembers('s3 CreateBucket', input, ['GrantFullControl', 'GrantRead', 'GrantReadACP', 'GrantWrite', 'GrantWriteACP']);
  if (input.ObjectLockEnabledForBucket) throw notImplemented('s3 CreateBucket with ObjectLockEnabledForBucket');
  if ((input.BucketNamespace ?? 'global') !== 'global') throw notImplemented('s3 CreateBucket with BucketNamespace');
  refuseMembers('s3 CreateBucket', input.CreateBucketConfiguration ?? {}, ['Location', 'Bucket']);
  if ((input.ObjectOwnership ?? 'BucketOwnerEnforced') !== 'BucketOwnerEnforced') {
    throw notImplemented(`s3 object ownership ${input.ObjectOwnership}`);
  }
  if (input.ACL !== undefined && input.ACL !== 'private') throw s3Error('InvalidBucketAclWithObjectOwnership');
  checkBucketName(name);
  const region = regionOf(input, call);
  const existing = call.state.buckets.get(name);
  if (existing) {
    if (existing.account !== call.account) throw s3Error('BucketAlreadyExists');
    if (existing.region !== FIRST_REGION || region !== FIRST_REGION) throw s3Error('BucketAlreadyOwnedByYou');
    return { Location: `/${name}`, BucketArn: bucketArn(name) };
  }
  const now = call.clock.now();
  call.state.buckets.set(name, {
    name,
    account: call.account,
    region,
    createdAt: Math.floor(now / 1000) * 1000,
    objects: new Map(),
    uploads: new Map(),
    tags: tagsFrom(input.CreateBucketConfiguration?.Tags ?? [], 'bucket', call.principal),
    publicAccessBlock: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
    ownership: 'BucketOwnerEnforced',
    encryption: { algorithm: 'AES256', bucketKey: false },
    expiredUpTo: dayOf(now),
    notifications: [],
    changes: 0,
  });
  return { Location: region === FIRST_REGION ? `/${name}` : `http://${name}.s3.amazonaws.com/`, BucketArn: bucketArn(name) };
};

function regionOf(input: CreateBucketRequest, call: Call<S3State>): string {
  const constraint: string | undefined = input.CreateBucketConfiguration?.LocationConstraint || undefined;
  if (constraint === FIRST_REGION) throw s3Error('InvalidLocationConstraint');
  if (call.region === FIRST_REGION) return constraint === 'EU' ? 'eu-west-1' : (constraint ?? FIRST_REGION);
  if (constraint === call.region) return call.region;
  throw new AwsError(
    'IllegalLocationConstraintException',
    `The ${constraint ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    { status: 400 },
  );
}
