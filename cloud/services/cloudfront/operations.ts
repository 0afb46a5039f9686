import {
  CreateCachePolicy,
  DeleteCachePolicy,
  GetCachePolicy,
  GetCachePolicyConfig,
  ListCachePolicies,
  UpdateCachePolicy,
} from './cache-policies.ts';
import {
  CreateDistribution,
  CreateDistributionWithTags,
  DeleteDistribution,
  GetDistribution,
  GetDistributionConfig,
  ListDistributions,
  UpdateDistribution,
} from './distributions.ts';
import { CreateInvalidation, GetInvalidation, ListInvalidations } from './invalidations.ts';
import {
  CreateOriginAccessControl,
  DeleteOriginAccessControl,
  GetOriginAccessControl,
  GetOriginAccessControlConfig,
  ListOriginAccessControls,
  UpdateOriginAccessControl,
} from './origin-access-controls.ts';
import {
  CreateResponseHeadersPolicy,
  DeleteResponseHeadersPolicy,
  GetResponseHeadersPolicy,
  GetResponseHeadersPolicyConfig,
  ListResponseHeadersPolicies,
  UpdateResponseHeadersPolicy,
} from './response-headers-policies.ts';
import { ListTagsForResource, TagResource, UntagResource } from './tags.ts';

/** Every operation of the service that the cloud answers. */
export const operations = {
  CreateCachePolicy,
  CreateDistribution,
  CreateDistributionWithTags,
  CreateInvalidation,
  CreateOriginAccessControl,
  CreateResponseHeadersPolicy,
  DeleteCachePolicy,
  DeleteDistribution,
  DeleteOriginAccessControl,
  DeleteResponseHeadersPolicy,
  GetCachePolicy,
  GetCachePolicyConfig,
  GetDistribution,
  GetDistributionConfig,
  GetInvalidation,
  GetOriginAccessControl,
  GetOriginAccessControlConfig,
  GetResponseHeadersPolicy,
  GetResponseHeadersPolicyConfig,
  ListCachePolicies,
  ListDistributions,
  ListInvalidations,
  ListOriginAccessControls,
  ListResponseHeadersPolicies,
  ListTagsForResource,
  TagResource,
  UntagResource,
  UpdateCachePolicy,
  UpdateDistribution,
  UpdateOriginAccessControl,
  UpdateResponseHeadersPolicy,
};
