import {
  DeleteBucketOwnershipControls,
  GetBucketAcl,
  GetBucketOwnershipControls,
  GetObjectAcl,
  PutBucketAcl,
  PutBucketOwnershipControls,
  PutObjectAcl,
} from './acl.ts';
import { CompleteMultipartUpload } from './CompleteMultipartUpload.ts';
import { CopyObject } from './CopyObject.ts';
import { CreateBucket } from './CreateBucket.ts';
import { AbortMultipartUpload, CreateMultipartUpload } from './CreateMultipartUpload.ts';
import { DeleteBucketCors, GetBucketCors, PutBucketCors } from './cors.ts';
import { DeleteBucket } from './DeleteBucket.ts';
import { DeleteObject, DeleteObjects } from './DeleteObject.ts';
import { DeleteBucketEncryption, GetBucketEncryption, PutBucketEncryption } from './encryption.ts';
import { GetObject, HeadObject } from './GetObject.ts';
import { GetObjectAttributes } from './GetObjectAttributes.ts';
import { GetBucketLocation, HeadBucket, ListBuckets } from './ListBuckets.ts';
import { ListObjects, ListObjectsV2 } from './ListObjects.ts';
import { ListObjectVersions } from './ListObjectVersions.ts';
import { ListMultipartUploads, ListParts } from './ListParts.ts';
import { DeleteBucketLifecycle, GetBucketLifecycleConfiguration, PutBucketLifecycleConfiguration } from './lifecycle.ts';
import { GetBucketNotificationConfiguration, PutBucketNotificationConfiguration } from './notifications.ts';
import { PutObject } from './PutObject.ts';
import { DeleteBucketPolicy, GetBucketPolicy, GetBucketPolicyStatus, PutBucketPolicy } from './policy.ts';
import { DeletePublicAccessBlock, GetPublicAccessBlock, PutPublicAccessBlock } from './public-access.ts';
import {
  DeleteBucketTagging,
  DeleteObjectTagging,
  GetBucketTagging,
  GetObjectTagging,
  PutBucketTagging,
  PutObjectTagging,
} from './tagging.ts';
import { UploadPart, UploadPartCopy } from './UploadPart.ts';
import { GetBucketVersioning, PutBucketVersioning } from './versioning.ts';
import { DeleteBucketWebsite, GetBucketWebsite, PutBucketWebsite } from './website.ts';

export const operations = {
  AbortMultipartUpload,
  CompleteMultipartUpload,
  CopyObject,
  CreateBucket,
  CreateMultipartUpload,
  DeleteBucket,
  DeleteBucketCors,
  DeleteBucketEncryption,
  DeleteBucketLifecycle,
  DeleteBucketOwnershipControls,
  DeleteBucketPolicy,
  DeleteBucketTagging,
  DeleteBucketWebsite,
  DeleteObject,
  DeleteObjectTagging,
  DeleteObjects,
  DeletePublicAccessBlock,
  GetBucketAcl,
  GetBucketCors,
  GetBucketEncryption,
  GetBucketLifecycleConfiguration,
  GetBucketLocation,
  GetBucketNotificationConfiguration,
  GetBucketOwnershipControls,
  GetBucketPolicy,
  GetBucketPolicyStatus,
  GetBucketTagging,
  GetBucketVersioning,
  GetBucketWebsite,
  GetObject,
  GetObjectAcl,
  GetObjectAttributes,
  GetObjectTagging,
  GetPublicAccessBlock,
  HeadBucket,
  HeadObject,
  ListBuckets,
  ListMultipartUploads,
  ListObjectVersions,
  ListObjects,
  ListObjectsV2,
  ListParts,
  PutBucketAcl,
  PutBucketCors,
  PutBucketEncryption,
  PutBucketLifecycleConfiguration,
  PutBucketNotificationConfiguration,
  PutBucketOwnershipControls,
  PutBucketPolicy,
  PutBucketTagging,
  PutBucketVersioning,
  PutBucketWebsite,
  PutObject,
  PutObjectAcl,
  PutObjectTagging,
  PutPublicAccessBlock,
  UploadPart,
  UploadPartCopy,
};
