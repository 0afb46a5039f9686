import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  CachePolicy,
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { WorkshopStack, type WorkshopStackProps } from '../workshop-stack.ts';

export interface HostingStackProps extends WorkshopStackProps {
  /** What the pages may do. The site says it. */
  contentSecurityPolicy: string;
  /** A name of one's own, with its certificate in us-east-1; its DNS record is its owner's. CloudFront's own name unless said. */
  domain?: { name: string; certificateArn: string } | undefined;
  /** Which edges answer; those of Asia among them unless said. */
  priceClass?: PriceClass;
}

/** The page of an address that there is not. */
const NOT_FOUND = '/404.html';

/**
 * Where the site is published: a bucket that nobody reads but the distribution in front of it. How long an object is
 * kept, each object says itself (Cache-Control). Pages lie under their address (`en/search/`), so that no code has to
 * run at the edge.
 */
export class HostingStack extends WorkshopStack {
  constructor(scope: Construct, id: string, { contentSecurityPolicy, domain, priceClass, ...props }: HostingStackProps) {
    super(scope, id, props);
    const bucket = new Bucket(this, 'Site', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const override = true;
    const headers = new ResponseHeadersPolicy(this, 'Headers', {
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy, override },
        contentTypeOptions: { override },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN, override },
        strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: true, override },
      },
      customHeadersBehavior: {
        customHeaders: [
          { header: 'Cross-Origin-Opener-Policy', value: 'same-origin', override },
          { header: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=()', override },
        ],
      },
    });
    const distribution = new Distribution(this, 'Distribution', {
      comment: 'Xuong May workshop',
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(bucket),
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: headers,
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        compress: true,
      },
      defaultRootObject: 'index.html',
      // Reason: who may not list a bucket is told 403 of what is not in it.
      errorResponses: [{ httpStatus: 403, responseHttpStatus: 404, responsePagePath: NOT_FOUND, ttl: Duration.seconds(10) }],
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: priceClass ?? PriceClass.PRICE_CLASS_200,
      ...(domain && {
        domainNames: [domain.name],
        certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      }),
    });
    this.output({
      Bucket: bucket.bucketName,
      Distribution: distribution.distributionId,
      DistributionDomain: distribution.distributionDomainName,
      Url: `https://${domain?.name ?? distribution.distributionDomainName}`,
    });
  }
}
