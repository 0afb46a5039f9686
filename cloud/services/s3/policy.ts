import type {
  DeleteBucketPolicyRequest,
  GetBucketPolicyOutput,
  GetBucketPolicyRequest,
  GetBucketPolicyStatusOutput,
  GetBucketPolicyStatusRequest,
  PutBucketPolicyRequest,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error.ts';
import { checkPolicy } from '../../iam/check-policy.ts';
import type { Operation } from '../../operation.ts';
import { principalArn } from '../../principal.ts';
import { bucketArn, bucketOf } from './buckets.ts';
import { s3Error } from './errors.ts';
import { isPublic } from './public-access.ts';
import type { Bucket, S3State } from './state.ts';

const MAX_BYTES = 20_480;

/** Attaches a policy. Throws MalformedPolicy, and AccessDenied for a public one that the bucket blocks. S3 API Reference, PutBucketPolicy. */
export const PutBucketPolicy: Operation<S3State, PutBucketPolicyRequest, void> = (input, call) => {
  const bucket = bucketOf(call, input);
  const text = input.Policy!;
  if (!text.startsWith('{')) throw malformed("Policies must be valid JSON and the first byte must be '{'");
  if (new TextEncoder().encode(text).length > MAX_BYTES)
    throw malformed('Normalized policy document exceeds the maximum allowed size of 20480 bytes.');
  const document = checkPolicy('resource', text, 'MalformedPolicy');
  for (const statement of document.Statement) {
    const resources = statement.Resource ?? statement.NotResource;
    if (!resources) throw malformed('Missing required field Resource');
    if (!resources.every((resource) => concerns(bucket, resource))) throw malformed('Policy has invalid resource');
    const actions = statement.Action ?? statement.NotAction ?? [];
    if (!actions.every((action) => action === '*' || /^s3:/i.test(action))) throw malformed('Policy has invalid action');
  }
  if (bucket.publicAccessBlock?.BlockPublicPolicy && isPublic(document)) {
    throw new AwsError(
      'AccessDenied',
      `User: ${principalArn(call.principal)} is not authorized to perform: s3:PutBucketPolicy on resource: "${bucketArn(bucket.name)}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
      { status: 403 },
    );
  }
  bucket.policy = text;
};

export const GetBucketPolicy: Operation<S3State, GetBucketPolicyRequest, GetBucketPolicyOutput> = (input, call) => {
  const { policy } = bucketOf(call, input);
  if (policy === undefined) throw s3Error('NoSuchBucketPolicy');
  return { Policy: policy };
};

export const DeleteBucketPolicy: Operation<S3State, DeleteBucketPolicyRequest, void> = (input, call) => {
  delete bucketOf(call, input).policy;
};

/** Whether the policy makes the bucket public. Throws NoSuchBucketPolicy. S3 API Reference, GetBucketPolicyStatus. */
export const GetBucketPolicyStatus: Operation<S3State, GetBucketPolicyStatusRequest, GetBucketPolicyStatusOutput> = (input, call) => {
  const { policy } = bucketOf(call, input);
  if (policy === undefined) throw s3Error('NoSuchBucketPolicy');
  return { PolicyStatus: { IsPublic: isPublic(checkPolicy('resource', policy)) } };
};

/** A bucket's policy speaks of this bucket and its objects. */
function concerns({ name }: Bucket, resource: string): boolean {
  const arn = bucketArn(name);
  return resource === arn || resource.startsWith(`${arn}/`) || resource === `${arn}*`;
}

function malformed(message: string): AwsError {
  return new AwsError('MalformedPolicy', message, { status: 400 });
}
