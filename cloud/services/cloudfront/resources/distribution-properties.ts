import type {
  CacheBehavior,
  DefaultCacheBehavior,
  DistributionConfig,
  HttpVersion,
  MinimumProtocolVersion,
  Origin,
  PriceClass,
  SSLSupportMethod,
  ViewerProtocolPolicy,
} from '@aws-sdk/client-cloudfront';
import { amount, flag, given, quantified } from './values.ts';

interface TemplateBehavior {
  AllowedMethods?: ('GET' | 'HEAD')[];
  CachedMethods?: ('GET' | 'HEAD')[];
  CachePolicyId?: string;
  Compress?: boolean | string;
  ResponseHeadersPolicyId?: string;
  TargetOriginId: string;
  ViewerProtocolPolicy: ViewerProtocolPolicy;
}

/** A distribution's configuration as templates write it: lists without their lengths, some names otherwise. */
export interface TemplateDistributionConfig {
  Aliases?: string[];
  CacheBehaviors?: (TemplateBehavior & { PathPattern: string })[];
  Comment?: string;
  CustomErrorResponses?: {
    ErrorCachingMinTTL?: number | string;
    ErrorCode: number | string;
    ResponseCode?: number | string;
    ResponsePagePath?: string;
  }[];
  DefaultCacheBehavior: TemplateBehavior;
  DefaultRootObject?: string;
  Enabled: boolean | string;
  HttpVersion?: HttpVersion;
  IPV6Enabled?: boolean | string;
  Origins: Pick<Origin, 'DomainName' | 'Id' | 'OriginAccessControlId' | 'OriginPath' | 'S3OriginConfig'>[];
  PriceClass?: PriceClass;
  ViewerCertificate?: {
    AcmCertificateArn?: string;
    CloudFrontDefaultCertificate?: boolean | string;
    MinimumProtocolVersion?: MinimumProtocolVersion;
    SslSupportMethod?: SSLSupportMethod;
  };
}

export function configOf(template: TemplateDistributionConfig, CallerReference: string): DistributionConfig {
  const { ViewerCertificate: certificate } = template;
  return {
    CallerReference,
    Aliases: quantified(template.Aliases),
    Origins: { Quantity: template.Origins.length, Items: template.Origins },
    DefaultCacheBehavior: behaviorOf(template.DefaultCacheBehavior),
    CacheBehaviors: quantified(
      template.CacheBehaviors?.map((behavior): CacheBehavior => ({ ...behaviorOf(behavior), PathPattern: behavior.PathPattern })),
    ),
    CustomErrorResponses: quantified(
      template.CustomErrorResponses?.map(({ ErrorCode, ErrorCachingMinTTL, ResponseCode, ResponsePagePath }) => ({
        ErrorCode: amount(ErrorCode),
        ...given({
          ErrorCachingMinTTL: amount(ErrorCachingMinTTL),
          ResponseCode: ResponseCode === undefined ? undefined : String(ResponseCode),
          ResponsePagePath,
        }),
      })),
    ),
    Comment: template.Comment ?? '',
    Enabled: flag(template.Enabled),
    ...given({
      DefaultRootObject: template.DefaultRootObject,
      HttpVersion: template.HttpVersion,
      IsIPV6Enabled: flag(template.IPV6Enabled),
      PriceClass: template.PriceClass,
      ViewerCertificate: certificate && {
        ...given({
          ACMCertificateArn: certificate.AcmCertificateArn,
          CloudFrontDefaultCertificate: flag(certificate.CloudFrontDefaultCertificate),
          MinimumProtocolVersion: certificate.MinimumProtocolVersion,
          SSLSupportMethod: certificate.SslSupportMethod,
        }),
      },
    }),
  };
}

function behaviorOf(behavior: TemplateBehavior): DefaultCacheBehavior {
  const { AllowedMethods, CachedMethods, Compress, TargetOriginId, ViewerProtocolPolicy } = behavior;
  return {
    TargetOriginId,
    ViewerProtocolPolicy,
    ...given({
      AllowedMethods: AllowedMethods && {
        ...quantified(AllowedMethods),
        Items: AllowedMethods,
        CachedMethods: { Quantity: 2, Items: CachedMethods ?? ['GET' as const, 'HEAD' as const] },
      },
      CachePolicyId: behavior.CachePolicyId,
      Compress: flag(Compress),
      ResponseHeadersPolicyId: behavior.ResponseHeadersPolicyId,
    }),
  };
}
