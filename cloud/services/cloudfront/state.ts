import type {
  CachePolicyConfig,
  DistributionConfig,
  InvalidationBatch,
  OriginAccessControlConfig,
  ResponseHeadersPolicyConfig,
} from '@aws-sdk/client-cloudfront';

/** CloudFront in one account: it knows no regions. Everything by id. */
export interface CloudFrontState {
  distributions: Map<string, Distribution>;
  originAccessControls: Map<string, Versioned<OriginAccessControlConfig>>;
  /** The account's own; AWS's are in `managed-policies.ts`. */
  cachePolicies: Map<string, Versioned<CachePolicyConfig>>;
  responseHeadersPolicies: Map<string, Versioned<ResponseHeadersPolicyConfig>>;
}

/** A configuration that is replaced as a whole, by whoever knows its version. */
export interface Versioned<Config> {
  id: string;
  /** The version: another one after every update. */
  etag: string;
  modifiedAt: number; // ms
  config: Config;
}

export interface Distribution extends Versioned<DistributionConfig> {
  arn: string;
  /** `d111111abcdef8.cloudfront.net` */
  domainName: string;
  /** When the last change has reached every edge. */
  deployedAt: number; // ms
  tags: Map<string, string>;
  /** Newest last. */
  invalidations: Invalidation[];
}

export interface Invalidation {
  id: string;
  createdAt: number; // ms
  completedAt: number; // ms
  batch: InvalidationBatch;
}

export const initialState = (): CloudFrontState => ({
  distributions: new Map(),
  originAccessControls: new Map(),
  cachePolicies: new Map(),
  responseHeadersPolicies: new Map(),
});
