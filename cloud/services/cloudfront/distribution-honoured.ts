import type { Honoured } from './honoured.ts';

/** A list of which only the empty one is honoured. */
const NONE: Honoured = { Enabled: [false], Quantity: [0], Items: [] };
const METHODS: Honoured = { Quantity: true, Items: ['GET', 'HEAD'] };

const CACHE_BEHAVIOR: Honoured = {
  PathPattern: true,
  TargetOriginId: true,
  ViewerProtocolPolicy: true,
  AllowedMethods: { ...METHODS, CachedMethods: METHODS },
  Compress: true,
  CachePolicyId: true,
  ResponseHeadersPolicyId: true,
  TrustedSigners: NONE,
  TrustedKeyGroups: NONE,
  SmoothStreaming: [false],
  LambdaFunctionAssociations: NONE,
  FunctionAssociations: NONE,
  FieldLevelEncryptionId: [''],
  OriginRequestPolicyId: [''],
  RealtimeLogConfigArn: [''],
  GrpcConfig: { Enabled: [false] },
};

/** What a distribution's configuration may say here: S3 origins, cached reads, AWS's own certificate. */
export const DISTRIBUTION: Honoured = {
  CallerReference: true,
  Aliases: { Quantity: true, Items: true },
  DefaultRootObject: true,
  Origins: {
    Quantity: true,
    Items: {
      Id: true,
      DomainName: true,
      OriginPath: true,
      CustomHeaders: NONE,
      S3OriginConfig: { OriginAccessIdentity: [''], OriginReadTimeout: [30] },
      ConnectionAttempts: [3],
      ConnectionTimeout: [10],
      OriginShield: { Enabled: [false] },
      OriginAccessControlId: true,
    },
  },
  OriginGroups: NONE,
  DefaultCacheBehavior: CACHE_BEHAVIOR,
  CacheBehaviors: { Quantity: true, Items: CACHE_BEHAVIOR },
  CustomErrorResponses: {
    Quantity: true,
    Items: { ErrorCode: true, ResponsePagePath: true, ResponseCode: true, ErrorCachingMinTTL: true },
  },
  Comment: true,
  Logging: { Enabled: [false], IncludeCookies: [false], Bucket: [''], Prefix: [''] },
  PriceClass: true,
  Enabled: true,
  // The members of other certificates are answered with CloudFront's own error: there are none here.
  ViewerCertificate: {
    CloudFrontDefaultCertificate: true,
    IAMCertificateId: true,
    ACMCertificateArn: true,
    SSLSupportMethod: true,
    MinimumProtocolVersion: true,
    Certificate: true,
    CertificateSource: true,
  },
  Restrictions: { GeoRestriction: { RestrictionType: ['none'], Quantity: [0], Items: [] } },
  WebACLId: [''],
  HttpVersion: true,
  IsIPV6Enabled: true,
  ContinuousDeploymentPolicyId: [''],
  Staging: [false],
  ConnectionMode: ['direct'],
};
