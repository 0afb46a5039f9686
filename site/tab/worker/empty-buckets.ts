import type { Aws } from '../../../cloud/services/aws.ts';

/** Removes all that a stack's buckets hold, so that CloudFormation can delete them; or one bucket, with the bucket itself. */
export async function emptyBuckets(aws: Aws, StackName: string | undefined, bucket?: string): Promise<void> {
  const { Buckets = [] } = await aws.s3.ListBuckets({});
  const existing = new Set(Buckets.map(({ Name }) => Name));
  const named = StackName === undefined ? [bucket] : await bucketsOf(aws, StackName);
  for (const Bucket of named) {
    if (Bucket === undefined || !existing.has(Bucket)) continue;
    for (;;) {
      const { Versions = [], DeleteMarkers = [], IsTruncated } = await aws.s3.ListObjectVersions({ Bucket });
      for (const { Key, VersionId } of [...Versions, ...DeleteMarkers]) await aws.s3.DeleteObject({ Bucket, Key, VersionId });
      if (!IsTruncated) break;
    }
    const { Uploads = [] } = await aws.s3.ListMultipartUploads({ Bucket });
    for (const { Key, UploadId } of Uploads) await aws.s3.AbortMultipartUpload({ Bucket, Key, UploadId });
    if (StackName === undefined) await aws.s3.DeleteBucket({ Bucket });
  }
}

async function bucketsOf(aws: Aws, StackName: string): Promise<string[]> {
  const { StackResources = [] } = await aws.cloudformation.DescribeStackResources({ StackName });
  return StackResources.flatMap(({ ResourceType, PhysicalResourceId }) =>
    ResourceType === 'AWS::S3::Bucket' && PhysicalResourceId !== undefined ? [PhysicalResourceId] : [],
  );
}
