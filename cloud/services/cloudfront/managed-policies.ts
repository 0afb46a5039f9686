import type { CachePolicyConfig, ResponseHeadersPolicyConfig } from '@aws-sdk/client-cloudfront';

const NOTHING_ELSE = {
  HeadersConfig: { HeaderBehavior: 'none' },
  CookiesConfig: { CookieBehavior: 'none' },
  QueryStringsConfig: { QueryStringBehavior: 'none' },
} as const;
const YEAR = 31_536_000; // s

/** AWS's own cache policies that key on the path alone. CloudFront Developer Guide, "Use managed cache policies" (checked 2026-11). */
export const MANAGED_CACHE_POLICIES: ReadonlyMap<string, CachePolicyConfig> = new Map([
  [
    '658327ea-f89d-4fab-a63d-7e88639e58f6',
    {
      Name: 'Managed-CachingOptimized',
      Comment: 'Default policy when CF compression is enabled',
      DefaultTTL: 86_400,
      MaxTTL: YEAR,
      MinTTL: 1,
      ParametersInCacheKeyAndForwardedToOrigin: { EnableAcceptEncodingGzip: true, EnableAcceptEncodingBrotli: true, ...NOTHING_ELSE },
    },
  ],
  [
    'b2884449-e4de-46a7-ac36-70bc7f1ddd6d',
    {
      Name: 'Managed-CachingOptimizedForUncompressedObjects',
      Comment: 'Default policy when compression is disabled',
      DefaultTTL: 86_400,
      MaxTTL: YEAR,
      MinTTL: 1,
      ParametersInCacheKeyAndForwardedToOrigin: { EnableAcceptEncodingGzip: false, EnableAcceptEncodingBrotli: false, ...NOTHING_ELSE },
    },
  ],
  [
    '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
    {
      Name: 'Managed-CachingDisabled',
      Comment: 'Policy with caching disabled',
      DefaultTTL: 0,
      MaxTTL: 0,
      MinTTL: 0,
      ParametersInCacheKeyAndForwardedToOrigin: { EnableAcceptEncodingGzip: false, EnableAcceptEncodingBrotli: false, ...NOTHING_ELSE },
    },
  ],
]);

/** AWS's own response headers policies without CORS. CloudFront Developer Guide, "Use managed response headers policies" (checked 2026-11). */
export const MANAGED_RESPONSE_HEADERS_POLICIES: ReadonlyMap<string, ResponseHeadersPolicyConfig> = new Map([
  [
    '67f7725c-6f97-4210-82d7-5512b31e9d03',
    {
      Name: 'Managed-SecurityHeadersPolicy',
      Comment: 'Adds a set of security headers to every response',
      SecurityHeadersConfig: {
        XSSProtection: { Override: false, Protection: true, ModeBlock: true },
        FrameOptions: { Override: false, FrameOption: 'SAMEORIGIN' },
        ReferrerPolicy: { Override: false, ReferrerPolicy: 'strict-origin-when-cross-origin' },
        ContentTypeOptions: { Override: true },
        StrictTransportSecurity: { Override: false, AccessControlMaxAgeSec: YEAR },
      },
    },
  ],
]);
