import type { AccessCheck, Call } from '../../operation.ts';
import { bucketArn } from './buckets.ts';
import { parseCopySource } from './copy-source.ts';
import type { S3State } from './state.ts';

interface S3Input {
  Bucket?: string;
  Key?: string;
  VersionId?: string;
  Prefix?: string;
  Delimiter?: string;
  MaxKeys?: number;
  Tagging?: unknown;
  CopySource?: string;
  ServerSideEncryption?: string;
  ACL?: string;
}

type Check = (input: S3Input, call: Call<S3State>) => AccessCheck | AccessCheck[];

/** Operations on a bucket whose action is not their own name. */
const ON_BUCKET: Record<string, string> = {
  DeleteBucket: 'DeleteBucket',
  DeleteBucketCors: 'PutBucketCORS',
  DeleteBucketEncryption: 'PutEncryptionConfiguration',
  DeleteBucketLifecycle: 'PutLifecycleConfiguration',
  DeleteBucketOwnershipControls: 'PutBucketOwnershipControls',
  DeleteBucketTagging: 'PutBucketTagging',
  DeleteBucketWebsite: 'DeleteBucketWebsite',
  DeletePublicAccessBlock: 'PutBucketPublicAccessBlock',
  GetBucketAcl: 'GetBucketAcl',
  GetBucketCors: 'GetBucketCORS',
  GetBucketEncryption: 'GetEncryptionConfiguration',
  GetBucketLifecycleConfiguration: 'GetLifecycleConfiguration',
  GetBucketLocation: 'GetBucketLocation',
  GetBucketNotificationConfiguration: 'GetBucketNotification',
  GetBucketOwnershipControls: 'GetBucketOwnershipControls',
  GetBucketPolicyStatus: 'GetBucketPolicyStatus',
  GetBucketTagging: 'GetBucketTagging',
  GetBucketVersioning: 'GetBucketVersioning',
  GetBucketWebsite: 'GetBucketWebsite',
  GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
  HeadBucket: 'ListBucket',
  ListMultipartUploads: 'ListBucketMultipartUploads',
  ListObjectVersions: 'ListBucketVersions',
  ListObjects: 'ListBucket',
  ListObjectsV2: 'ListBucket',
  PutBucketAcl: 'PutBucketAcl',
  PutBucketCors: 'PutBucketCORS',
  PutBucketEncryption: 'PutEncryptionConfiguration',
  PutBucketLifecycleConfiguration: 'PutLifecycleConfiguration',
  PutBucketNotificationConfiguration: 'PutBucketNotification',
  PutBucketOwnershipControls: 'PutBucketOwnershipControls',
  PutBucketTagging: 'PutBucketTagging',
  PutBucketVersioning: 'PutBucketVersioning',
  PutBucketWebsite: 'PutBucketWebsite',
  PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
};

/** Operations on an object: the action, and the one that is asked when a version is named. */
const ON_OBJECT: Record<string, [action: string, ofVersion?: string]> = {
  AbortMultipartUpload: ['AbortMultipartUpload'],
  CompleteMultipartUpload: ['PutObject'],
  DeleteObject: ['DeleteObject', 'DeleteObjectVersion'],
  DeleteObjectTagging: ['DeleteObjectTagging', 'DeleteObjectVersionTagging'],
  GetObject: ['GetObject', 'GetObjectVersion'],
  GetObjectAcl: ['GetObjectAcl', 'GetObjectVersionAcl'],
  GetObjectTagging: ['GetObjectTagging', 'GetObjectVersionTagging'],
  HeadObject: ['GetObject', 'GetObjectVersion'],
  ListParts: ['ListMultipartUploadParts'],
  PutObjectAcl: ['PutObjectAcl', 'PutObjectVersionAcl'],
  PutObjectTagging: ['PutObjectTagging', 'PutObjectVersionTagging'],
  UploadPart: ['PutObject'],
};

const onBucket =
  (action: string): Check =>
  (input, call) =>
    bucketCheck(action, input, call);

const onObject =
  (action: string, ofVersion = action): Check =>
  (input, call) =>
    objectCheck(input.VersionId === undefined ? action : ofVersion, input, call);

/** Writes: with tags also the right to tag. */
const writes: Check = (input, call) => [
  objectCheck('PutObject', input, call),
  ...(input.Tagging ? [objectCheck('PutObjectTagging', input, call)] : []),
];

/** Copies: what the source asks, then what the target asks. */
const copies: Check = (input, call) => {
  const { bucket, key, versionId } = parseCopySource(input.CopySource!);
  const source = { Bucket: bucket, Key: key, ...(versionId !== undefined && { VersionId: versionId }) };
  const target = objectCheck('PutObject', input, call);
  return [
    objectCheck(versionId === undefined ? 'GetObject' : 'GetObjectVersion', source, call),
    { ...target, context: { ...target.context, 's3:x-amz-copy-source': `${bucket}/${key}` } },
    ...(input.Tagging ? [objectCheck('PutObjectTagging', input, call)] : []),
  ];
};

/** A bucket's policy can always be read and replaced by the root of its account, even one that locks everybody out. */
const onPolicy =
  (action: string): Check =>
  (input, call) => {
    const { principal } = call;
    const owner = call.state.buckets.get(input.Bucket!)?.account;
    if (principal.type === 'root' && principal.account === owner) return [];
    return bucketCheck(action, input, call);
  };

/** Service Authorization Reference, "Actions, resources, and condition keys for Amazon S3". DeleteObjects asks for each object by itself. */
export const access: Record<string, Check> = {
  ...Object.fromEntries(Object.entries(ON_BUCKET).map(([operation, action]) => [operation, onBucket(action)])),
  ...Object.fromEntries(Object.entries(ON_OBJECT).map(([operation, [action, ofVersion]]) => [operation, onObject(action, ofVersion)])),
  CopyObject: copies,
  // Reason: the name may already be somebody else's; that is no matter of permission.
  CreateBucket: ({ Bucket }) => ({ action: 's3:CreateBucket', resource: bucketArn(Bucket!) }),
  CreateMultipartUpload: writes,
  DeleteBucketPolicy: onPolicy('DeleteBucketPolicy'),
  DeleteObjects: () => [],
  GetBucketPolicy: onPolicy('GetBucketPolicy'),
  GetObjectAttributes: (input, call) => {
    const suffix = input.VersionId === undefined ? '' : 'Version';
    return [objectCheck(`GetObject${suffix}`, input, call), objectCheck(`GetObject${suffix}Attributes`, input, call)];
  },
  ListBuckets: () => ({ action: 's3:ListAllMyBuckets', resource: '*' }),
  PutBucketPolicy: onPolicy('PutBucketPolicy'),
  PutObject: writes,
  UploadPartCopy: copies,
};

function bucketCheck(action: string, input: S3Input, call: Call<S3State>): AccessCheck {
  return {
    action: `s3:${action}`,
    resource: bucketArn(input.Bucket!),
    context: {
      ...ownerContext(input, call),
      ...given('s3:prefix', input.Prefix),
      ...given('s3:delimiter', input.Delimiter),
      ...given('s3:max-keys', input.MaxKeys),
    },
  };
}

function objectCheck(action: string, input: S3Input, call: Call<S3State>): AccessCheck {
  const versions = call.state.buckets.get(input.Bucket!)?.objects.get(input.Key!);
  const version = input.VersionId === undefined ? versions?.at(-1) : versions?.find(({ versionId }) => versionId === input.VersionId);
  const tags = [...(version?.tags ?? [])].map(([key, value]) => [`s3:ExistingObjectTag/${key}`, value] as const);
  return {
    action: `s3:${action}`,
    resource: `${bucketArn(input.Bucket!)}/${input.Key}`,
    context: {
      ...ownerContext(input, call),
      ...given('s3:VersionId', input.VersionId),
      ...given('s3:x-amz-server-side-encryption', input.ServerSideEncryption),
      ...given('s3:x-amz-acl', input.ACL),
      ...Object.fromEntries(tags),
    },
  };
}

/** An S3 ARN does not say whose the bucket is. */
function ownerContext({ Bucket }: S3Input, call: Call<S3State>): Record<string, string> {
  const owner = call.state.buckets.get(Bucket!)?.account;
  return owner === undefined ? {} : { 'aws:ResourceAccount': owner, 's3:ResourceAccount': owner };
}

function given(name: string, value: string | number | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: String(value) };
}
