import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import {
  AbortMultipartUploadCommand,
  DeleteObjectsCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  type ObjectIdentifier,
  S3Client,
} from '@aws-sdk/client-s3';
import type { clientConfig } from './target.ts';

type Configuration = ReturnType<typeof clientConfig>;

/** The names of the buckets that a stack owns. */
export async function bucketsOf(configuration: Configuration, StackName: string): Promise<string[]> {
  const client = new CloudFormationClient(configuration);
  const buckets: string[] = [];
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName })) {
    for (const { ResourceType, PhysicalResourceId, ResourceStatus } of StackResourceSummaries) {
      if (ResourceType === 'AWS::S3::Bucket' && PhysicalResourceId && ResourceStatus !== 'DELETE_COMPLETE')
        buckets.push(PhysicalResourceId);
    }
  }
  return buckets;
}

/**
 * Removes all that a bucket holds: every version, every delete marker, every unfinished multipart upload. CloudFormation
 * deletes no bucket that holds something. Resolves with the number of versions and markers; a bucket that is gone held none.
 */
export async function emptyBucket(configuration: Configuration, Bucket: string): Promise<number> {
  const s3 = new S3Client(configuration);
  try {
    const removed = await removeVersions(s3, Bucket);
    await abortUploads(s3, Bucket);
    return removed;
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchBucket') return 0;
    throw error;
  }
}

async function removeVersions(s3: S3Client, Bucket: string): Promise<number> {
  let removed = 0;
  let from: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
  while (from) {
    // A page holds at most 1,000 versions, and DeleteObjects takes at most 1,000.
    const page = await listVersions(s3, Bucket, from);
    const Objects: ObjectIdentifier[] = page.versions.map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (Objects.length > 0) {
      const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
      const [first] = Errors;
      if (first) throw new Error(`${Bucket}/${first.Key}: ${first.Code} ${first.Message}`);
    }
    removed += Objects.length;
    from = page.next;
  }
  return removed;
}

async function listVersions(s3: S3Client, Bucket: string, from: { KeyMarker?: string; VersionIdMarker?: string }) {
  const {
    Versions = [],
    DeleteMarkers = [],
    IsTruncated,
    NextKeyMarker,
    NextVersionIdMarker,
  } = await s3.send(new ListObjectVersionsCommand({ Bucket, ...from }));
  const next = IsTruncated ? { KeyMarker: NextKeyMarker, VersionIdMarker: NextVersionIdMarker } : undefined;
  return { versions: [...Versions, ...DeleteMarkers], next };
}

async function abortUploads(s3: S3Client, Bucket: string): Promise<void> {
  let from: { KeyMarker?: string; UploadIdMarker?: string } | undefined = {};
  while (from) {
    const { uploads, next } = await listUploads(s3, Bucket, from);
    for (const { Key, UploadId } of uploads) await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
    from = next;
  }
}

async function listUploads(s3: S3Client, Bucket: string, from: { KeyMarker?: string; UploadIdMarker?: string }) {
  const {
    Uploads = [],
    IsTruncated,
    NextKeyMarker,
    NextUploadIdMarker,
  } = await s3.send(new ListMultipartUploadsCommand({ Bucket, ...from }));
  return { uploads: Uploads, next: IsTruncated ? { KeyMarker: NextKeyMarker, UploadIdMarker: NextUploadIdMarker } : undefined };
}
