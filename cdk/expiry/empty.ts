import { BatchDeleteImageCommand, ECRClient, ListImagesCommand } from '@aws-sdk/client-ecr';
import {
  AbortMultipartUploadCommand,
  DeleteObjectsCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  S3Client,
} from '@aws-sdk/client-s3';

/** What CloudFormation does not delete while something is in it. */
export interface Full {
  buckets: readonly string[];
  repositories: readonly string[];
}

const s3 = new S3Client({});
const ecr = new ECRClient({});

/** Empties a lab's buckets and repositories before its stack is deleted. What is gone already is no error. */
export async function handler({ buckets, repositories }: Full): Promise<void> {
  for (const Bucket of buckets) await unlessGone('NoSuchBucket', () => emptyBucket(Bucket));
  for (const repositoryName of repositories) await unlessGone('RepositoryNotFoundException', () => emptyRepository(repositoryName));
}

/** Reason: what was listed is deleted at once, so the first page is always the next one. */
async function emptyBucket(Bucket: string): Promise<void> {
  for (;;) {
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (Objects.length === 0) break;
    const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
    if (Errors[0]) throw new Error(`${Bucket}/${Errors[0].Key}: ${Errors[0].Code}`);
    console.log(`${Bucket}: ${Objects.length} deleted`);
  }
  for (;;) {
    const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
    if (Uploads.length === 0) return;
    for (const { Key, UploadId } of Uploads) await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
  }
}

async function emptyRepository(repositoryName: string): Promise<void> {
  for (;;) {
    const { imageIds = [] } = await ecr.send(new ListImagesCommand({ repositoryName, maxResults: 100 }));
    if (imageIds.length === 0) return;
    const { imageIds: deleted = [] } = await ecr.send(new BatchDeleteImageCommand({ repositoryName, imageIds }));
    if (deleted.length === 0) throw new Error(`${repositoryName}: none of ${imageIds.length} images could be deleted`);
  }
}

async function unlessGone(name: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== name) throw error;
  }
}
