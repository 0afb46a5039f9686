import type { StorageClass } from '@aws-sdk/client-s3';
import { AwsError, notImplemented, refuseMembers } from '../../aws-error.ts';
import { s3Error } from './errors.ts';
import type { Bucket, Encryption, ObjectAttributes, ObjectVersion } from './state.ts';

const MAX_KEY_BYTES = 1024;
const MAX_METADATA_BYTES = 2048;
/** Classes that differ in cost alone; an archive would have to be restored first. */
const STORAGE_CLASSES = ['STANDARD', 'STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'GLACIER_IR', 'REDUCED_REDUNDANCY'];
const KMS_ALIAS = 'alias/aws/s3';

const REFUSED = [
  'GrantFullControl',
  'GrantRead',
  'GrantReadACP',
  'GrantWriteACP',
  'SSECustomerAlgorithm',
  'SSECustomerKey',
  'SSECustomerKeyMD5',
  'SSEKMSEncryptionContext',
  'ObjectLockMode',
  'ObjectLockRetainUntilDate',
  'ObjectLockLegalHoldStatus',
  'ObjectLockEventHold',
  'ObjectLockEventHoldDurationDays',
  'ObjectLockEventHoldDurationYears',
  'WriteOffsetBytes',
];

/** What every write of an object may say about it. */
export interface WriteInput {
  ACL?: string | undefined;
  CacheControl?: string | undefined;
  ContentDisposition?: string | undefined;
  ContentEncoding?: string | undefined;
  ContentLanguage?: string | undefined;
  ContentType?: string | undefined;
  Expires?: Date | undefined;
  Metadata?: Record<string, string> | undefined;
  StorageClass?: StorageClass | undefined;
  ServerSideEncryption?: string | undefined;
  SSEKMSKeyId?: string | undefined;
  BucketKeyEnabled?: boolean | undefined;
  WebsiteRedirectLocation?: string | undefined;
}

/** Refuses by name what a write would otherwise ignore. Throws NotImplemented, AccessControlListNotSupported, KeyTooLongError. */
export function checkWriteInput(operation: string, key: string, input: WriteInput): void {
  refuseMembers(`s3 ${operation}`, input, REFUSED);
  if (input.ACL !== undefined && input.ACL !== 'bucket-owner-full-control') throw s3Error('AccessControlListNotSupported');
  if (new TextEncoder().encode(key).length > MAX_KEY_BYTES) throw s3Error('KeyTooLongError');
}

/** Throws InvalidStorageClass, MetadataTooLarge. */
export function attributesFrom(input: WriteInput): ObjectAttributes {
  const { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, ContentType, Expires } = input;
  const Metadata = Object.fromEntries(Object.entries(input.Metadata ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  const size = Object.entries(Metadata).reduce((sum, [name, value]) => sum + name.length + new TextEncoder().encode(value).length, 0);
  if (size > MAX_METADATA_BYTES) throw s3Error('MetadataTooLarge');
  const { WebsiteRedirectLocation } = input;
  if (WebsiteRedirectLocation !== undefined && !/^(\/|https?:\/\/)/.test(WebsiteRedirectLocation)) {
    throw new AwsError('InvalidRedirectLocation', "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.", {
      status: 400,
    });
  }
  return {
    CacheControl,
    ContentDisposition,
    ContentEncoding,
    ContentLanguage,
    ContentType: ContentType ?? 'binary/octet-stream',
    Expires,
    ...(WebsiteRedirectLocation !== undefined && { WebsiteRedirectLocation }),
    StorageClass: storageClass(input.StorageClass),
    Metadata,
  };
}

/** What the write asks for, else the bucket's default. Throws NotImplemented for keys of the account's own. */
export function encryptionFrom(bucket: Bucket, input: WriteInput): Encryption {
  const algorithm = input.ServerSideEncryption ?? bucket.encryption.algorithm;
  if (input.SSEKMSKeyId !== undefined && input.SSEKMSKeyId !== KMS_ALIAS && input.SSEKMSKeyId !== kmsKeyArn(bucket)) {
    throw notImplemented(`s3 encryption with a KMS key other than ${KMS_ALIAS}`);
  }
  if (algorithm !== 'AES256' && algorithm !== 'aws:kms') throw notImplemented(`s3 encryption with ${algorithm}`);
  return { algorithm, bucketKey: algorithm === 'aws:kms' && (input.BucketKeyEnabled ?? bucket.encryption.bucketKey) };
}

export function encryptionMembers(
  bucket: Bucket,
  { algorithm, bucketKey }: Encryption,
): { ServerSideEncryption: 'AES256' | 'aws:kms'; SSEKMSKeyId?: string; BucketKeyEnabled?: boolean } {
  if (algorithm === 'AES256') return { ServerSideEncryption: algorithm };
  return { ServerSideEncryption: algorithm, SSEKMSKeyId: kmsKeyArn(bucket), ...(bucketKey && { BucketKeyEnabled: true }) };
}

/** An object's headers, as reads answer them. */
export function attributeMembers({ attributes, tags }: ObjectVersion) {
  const { StorageClass, ...rest } = attributes;
  return {
    ...rest,
    // Reason: S3 says nothing of the class when it is the usual one.
    ...(StorageClass !== 'STANDARD' && { StorageClass }),
    ...(tags.size > 0 && { TagCount: tags.size }),
  };
}

/** The key behind alias/aws/s3 in the bucket's account and region. */
function kmsKeyArn({ account, region }: Bucket): string {
  return `arn:aws:kms:${region}:${account}:key/00000000-0000-4000-8000-${account}`;
}

function storageClass(name: StorageClass | undefined): StorageClass {
  if (name === undefined) return 'STANDARD';
  if (STORAGE_CLASSES.includes(name)) return name;
  if (['GLACIER', 'DEEP_ARCHIVE', 'OUTPOSTS', 'SNOW', 'EXPRESS_ONEZONE', 'FSX_OPENZFS', 'FSX_ONTAP'].includes(name)) {
    throw notImplemented(`s3 storage class ${name}`);
  }
  throw new AwsError('InvalidStorageClass', 'The storage class you specified is not valid', { status: 400 });
}
