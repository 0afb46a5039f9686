import type { CachePolicyConfig, CachePolicyQueryStringBehavior } from '@aws-sdk/client-cloudfront';
import type { ResourceType } from '../../../resource-type.ts';
import { amount, flag, given } from './values.ts';

interface CachePolicyProperties {
  CachePolicyConfig: {
    Name: string;
    Comment?: string;
    DefaultTTL: number | string;
    MaxTTL: number | string;
    MinTTL: number | string;
    ParametersInCacheKeyAndForwardedToOrigin: {
      EnableAcceptEncodingBrotli?: boolean | string;
      EnableAcceptEncodingGzip: boolean | string;
      CookiesConfig: { CookieBehavior: 'none' };
      HeadersConfig: { HeaderBehavior: 'none' };
      QueryStringsConfig: { QueryStringBehavior: CachePolicyQueryStringBehavior };
    };
  };
}

/** CloudFormation Template Reference, AWS::CloudFront::CachePolicy. Ref is its id. */
export const CachePolicy: ResourceType<CachePolicyProperties> = {
  type: 'AWS::CloudFront::CachePolicy',
  properties: {
    CachePolicyConfig: {
      Name: 'update',
      Comment: 'update',
      DefaultTTL: 'update',
      MaxTTL: 'update',
      MinTTL: 'update',
      ParametersInCacheKeyAndForwardedToOrigin: {
        EnableAcceptEncodingBrotli: 'update',
        EnableAcceptEncodingGzip: 'update',
        CookiesConfig: { CookieBehavior: 'update' },
        HeadersConfig: { HeaderBehavior: 'update' },
        QueryStringsConfig: { QueryStringBehavior: 'update' },
      },
    },
  },
  create: async ({ aws }, properties) =>
    (await aws.cloudfront.CreateCachePolicy({ CachePolicyConfig: configOf(properties) })).CachePolicy!.Id!,
  async update({ aws }, Id, properties) {
    const { ETag } = await aws.cloudfront.GetCachePolicy({ Id });
    await aws.cloudfront.UpdateCachePolicy({ Id, IfMatch: ETag, CachePolicyConfig: configOf(properties) });
  },
  async delete({ aws }, Id) {
    const { ETag } = await aws.cloudfront.GetCachePolicy({ Id });
    await aws.cloudfront.DeleteCachePolicy({ Id, IfMatch: ETag });
  },
  attributes: async ({ aws }, Id) => ({
    Id,
    LastModifiedTime: (await aws.cloudfront.GetCachePolicy({ Id })).CachePolicy!.LastModifiedTime!.toISOString(),
  }),
};

function configOf({ CachePolicyConfig: config }: CachePolicyProperties): CachePolicyConfig {
  const { EnableAcceptEncodingBrotli, EnableAcceptEncodingGzip, ...parameters } = config.ParametersInCacheKeyAndForwardedToOrigin;
  return {
    ...config,
    DefaultTTL: amount(config.DefaultTTL),
    MaxTTL: amount(config.MaxTTL),
    MinTTL: amount(config.MinTTL),
    ParametersInCacheKeyAndForwardedToOrigin: {
      ...parameters,
      EnableAcceptEncodingGzip: flag(EnableAcceptEncodingGzip),
      ...given({ EnableAcceptEncodingBrotli: flag(EnableAcceptEncodingBrotli) }),
    },
  };
}
