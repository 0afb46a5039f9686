import type { CacheBehavior, DefaultCacheBehavior, DistributionConfig } from '@aws-sdk/client-cloudfront';
import { notImplemented } from '../../aws-error.ts';
import { DISTRIBUTION } from './distribution-honoured.ts';
import { cloudFrontError, invalidArgument } from './errors.ts';
import { refuseUnhonoured } from './honoured.ts';
import type { CloudFrontCall } from './local.ts';
import { cachePolicyConfig, responseHeadersPolicyConfig } from './policies.ts';
import { s3Origin } from './s3-origin.ts';

const NO_ALIAS_WITHOUT_CERTIFICATE =
  'To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate that validates your authorization to use the domain name. For more details, see: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements';
const VIEWER_PROTOCOLS = ['allow-all', 'https-only', 'redirect-to-https'];
/** The errors that may have pages of their own. CloudFront Developer Guide, "Generate custom error responses". */
const ERROR_CODES = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];
const MOST_COMMENT = 128;

/** Checks a configuration and fills in what CloudFront would. Throws NoSuchOrigin, InvalidViewerCertificate, ... */
export function readDistributionConfig(given: DistributionConfig, call: CloudFrontCall): DistributionConfig {
  refuseUnhonoured('cloudfront distributions', given, DISTRIBUTION);
  const config = completed(given);
  checkCertificate(config);
  checkOrigins(config, call);
  const patterns = new Set<string>();
  const behaviors: (DefaultCacheBehavior & { PathPattern?: string | undefined })[] = [
    config.DefaultCacheBehavior!,
    ...(config.CacheBehaviors?.Items ?? []),
  ];
  for (const behavior of behaviors) {
    checkBehavior(config, behavior, call);
    const pattern = behavior.PathPattern ?? '*';
    if (patterns.has(pattern)) throw invalidArgument('The parameter PathPattern contains a duplicate path pattern.');
    patterns.add(pattern);
  }
  checkErrors(config);
  const root = config.DefaultRootObject ?? '';
  if (root.startsWith('/') || root.length > 255) throw cloudFrontError('InvalidDefaultRootObject');
  if (config.Comment!.length > MOST_COMMENT) throw invalidArgument('The parameter Comment is too long.');
  return config;
}

/** What CloudFront answers where nobody said otherwise. */
function completed(given: DistributionConfig): DistributionConfig {
  return {
    ...given,
    Aliases: given.Aliases ?? { Quantity: 0 },
    DefaultRootObject: given.DefaultRootObject ?? '',
    OriginGroups: { Quantity: 0 },
    Origins: {
      ...given.Origins!,
      Items: given.Origins!.Items?.map((origin) => ({
        OriginPath: '',
        CustomHeaders: { Quantity: 0 },
        ConnectionAttempts: 3,
        ConnectionTimeout: 10,
        OriginShield: { Enabled: false },
        OriginAccessControlId: '',
        ...origin,
      })),
    },
    DefaultCacheBehavior: withDefaults(given.DefaultCacheBehavior!),
    CacheBehaviors: { Quantity: 0, ...given.CacheBehaviors, ...mapped(given.CacheBehaviors?.Items) },
    CustomErrorResponses: given.CustomErrorResponses ?? { Quantity: 0 },
    Logging: { Enabled: false, IncludeCookies: false, Bucket: '', Prefix: '' },
    PriceClass: given.PriceClass ?? 'PriceClass_All',
    ViewerCertificate: given.ViewerCertificate ?? {
      CloudFrontDefaultCertificate: true,
      SSLSupportMethod: 'vip',
      MinimumProtocolVersion: 'TLSv1',
      CertificateSource: 'cloudfront',
    },
    Restrictions: { GeoRestriction: { RestrictionType: 'none', Quantity: 0 } },
    WebACLId: '',
    HttpVersion: given.HttpVersion ?? 'http2',
    IsIPV6Enabled: given.IsIPV6Enabled ?? false,
    ContinuousDeploymentPolicyId: '',
    Staging: false,
  };
}

function mapped(behaviors: CacheBehavior[] | undefined): { Items?: CacheBehavior[] } {
  return behaviors && behaviors.length > 0 ? { Items: behaviors.map(withDefaults) } : {};
}

function withDefaults<Behavior extends DefaultCacheBehavior>(behavior: Behavior): Behavior {
  const methods = { Quantity: 2, Items: ['HEAD' as const, 'GET' as const] };
  return {
    ...behavior,
    TrustedSigners: { Enabled: false, Quantity: 0 },
    TrustedKeyGroups: { Enabled: false, Quantity: 0 },
    AllowedMethods: { ...methods, CachedMethods: methods },
    SmoothStreaming: false,
    Compress: behavior.Compress ?? false,
    LambdaFunctionAssociations: { Quantity: 0 },
    FunctionAssociations: { Quantity: 0 },
    FieldLevelEncryptionId: '',
    GrpcConfig: { Enabled: false },
  };
}

/** No certificate can exist where there is no certificate manager, so no name of one's own can be had either. */
function checkCertificate({ ViewerCertificate, Aliases }: DistributionConfig): void {
  const { ACMCertificateArn, IAMCertificateId, Certificate } = ViewerCertificate ?? {};
  if (ACMCertificateArn || IAMCertificateId || Certificate) throw cloudFrontError('InvalidViewerCertificate');
  if ((Aliases?.Items ?? []).length > 0) throw cloudFrontError('InvalidViewerCertificate', NO_ALIAS_WITHOUT_CERTIFICATE);
}

function checkOrigins({ Origins }: DistributionConfig, { state }: CloudFrontCall): void {
  const origins = Origins!.Items ?? [];
  if (origins.length === 0) throw invalidArgument('The parameter Origins is required.');
  if (new Set(origins.map(({ Id }) => Id)).size < origins.length)
    throw invalidArgument('The parameter Origin Id contains a duplicate value.');
  for (const { DomainName = '', OriginPath = '', S3OriginConfig, OriginAccessControlId } of origins) {
    if (!s3Origin(DomainName)) throw notImplemented(`cloudfront distributions with the origin ${DomainName}, which is no S3 bucket`);
    if (!S3OriginConfig) throw cloudFrontError('InvalidOrigin');
    if (OriginPath !== '' && (!OriginPath.startsWith('/') || OriginPath.endsWith('/')))
      throw invalidArgument('The parameter OriginPath is invalid.');
    if (OriginAccessControlId && !state.originAccessControls.has(OriginAccessControlId))
      throw cloudFrontError('InvalidOriginAccessControl');
  }
}

function checkBehavior({ Origins }: DistributionConfig, behavior: DefaultCacheBehavior, { state }: CloudFrontCall): void {
  if (!Origins!.Items!.some(({ Id }) => Id === behavior.TargetOriginId)) throw cloudFrontError('NoSuchOrigin');
  if (!VIEWER_PROTOCOLS.includes(behavior.ViewerProtocolPolicy!)) throw invalidArgument('The parameter ViewerProtocolPolicy is invalid.');
  if (!behavior.CachePolicyId) throw invalidArgument('The parameter ForwardedValues is required.');
  cachePolicyConfig(state, behavior.CachePolicyId);
  if (behavior.ResponseHeadersPolicyId) responseHeadersPolicyConfig(state, behavior.ResponseHeadersPolicyId);
}

function checkErrors({ CustomErrorResponses }: DistributionConfig): void {
  for (const { ErrorCode, ResponseCode, ResponsePagePath, ErrorCachingMinTTL = 0 } of CustomErrorResponses?.Items ?? []) {
    if (!ERROR_CODES.includes(ErrorCode!)) throw cloudFrontError('InvalidErrorCode');
    if (!ResponseCode !== !ResponsePagePath) throw cloudFrontError('InvalidResponseCode');
    if (ResponseCode && !/^[2-5]\d\d$/.test(ResponseCode)) throw cloudFrontError('InvalidResponseCode');
    if (ResponsePagePath && !ResponsePagePath.startsWith('/')) throw invalidArgument('The parameter ResponsePagePath is invalid.');
    if (ErrorCachingMinTTL < 0) throw invalidArgument('The parameter ErrorCachingMinTTL is too small.');
  }
}
