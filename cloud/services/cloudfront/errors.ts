import { AwsError } from '../../aws-error.ts';

/** What CloudFront says with each of its codes. CloudFront API Reference, "Common errors" and each operation's own. */
const MESSAGES = {
  CachePolicyAlreadyExists: 'A cache policy with the same name already exists in this account.',
  CachePolicyInUse: 'The cache policy is attached to one or more cache behaviors.',
  DistributionAlreadyExists: 'The caller reference that you are using to create a distribution is associated with another distribution.',
  DistributionNotDisabled: 'The distribution you are trying to delete has not been disabled.',
  IllegalDelete: 'You cannot delete a managed policy.',
  IllegalUpdate: 'The update contains modifications that are not allowed.',
  InconsistentQuantities: "The value of Quantity and the size of Items don't match.",
  InvalidDefaultRootObject: 'The default root object file name is too big or contains an invalid character.',
  InvalidErrorCode: 'An invalid error code was specified.',
  InvalidIfMatchVersion: 'The If-Match version is missing or not valid for the resource.',
  InvalidOrigin:
    'The specified origin server does not exist or is not valid, or the DefaultRootObject or TargetOriginId of a cache behavior is not valid.',
  InvalidOriginAccessControl: 'The origin access control is not valid.',
  InvalidResponseCode: 'A response code is not valid.',
  InvalidTagging: 'The tagging specified is not valid.',
  InvalidViewerCertificate:
    "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.",
  NoSuchCachePolicy: 'The specified cache policy does not exist.',
  NoSuchDistribution: 'The specified distribution does not exist.',
  NoSuchInvalidation: 'The specified invalidation does not exist.',
  NoSuchOrigin: 'One or more of your origins or origin groups do not exist.',
  NoSuchOriginAccessControl: 'The specified origin access control does not exist.',
  NoSuchResource: 'The specified resource does not exist.',
  NoSuchResponseHeadersPolicy: 'The specified response headers policy does not exist.',
  OriginAccessControlAlreadyExists: 'An origin access control with the same name already exists in this account.',
  OriginAccessControlInUse: 'Cannot delete the origin access control because it is in use by one or more distributions.',
  PreconditionFailed: "The request failed because it didn't meet the preconditions in one or more request-header fields.",
  ResponseHeadersPolicyAlreadyExists: 'A response headers policy with the same name already exists in this account.',
  ResponseHeadersPolicyInUse: 'The response headers policy is attached to one or more cache behaviors.',
} as const;

export function cloudFrontError(code: keyof typeof MESSAGES, message: string = MESSAGES[code]): AwsError {
  return new AwsError(code, message);
}

export function invalidArgument(message: string): AwsError {
  return new AwsError('InvalidArgument', message, { status: 400 });
}
