import type * as sdk from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../operation.ts';
import { cloudFrontError, invalidArgument } from './errors.ts';
import { type Honoured, refuseUnhonoured } from './honoured.ts';
import type { Local } from './local.ts';
import { MANAGED_CACHE_POLICIES } from './managed-policies.ts';
import { cachePolicyConfig, isNamed } from './policies.ts';
import type { CloudFrontState, Versioned } from './state.ts';
import { checkVersion, firstVersion, listOf, replaceVersion } from './versioned.ts';

type On<Input, Output> = Operation<CloudFrontState, Input, Output, Local>;

/** Objects are kept by their path alone: S3 makes no other distinction. */
const HONOURED: Honoured = {
  Name: true,
  Comment: true,
  DefaultTTL: true,
  MaxTTL: true,
  MinTTL: true,
  ParametersInCacheKeyAndForwardedToOrigin: {
    EnableAcceptEncodingGzip: true,
    EnableAcceptEncodingBrotli: true,
    HeadersConfig: { HeaderBehavior: ['none'] },
    CookiesConfig: { CookieBehavior: ['none'] },
    QueryStringsConfig: { QueryStringBehavior: ['none'] },
  },
};
/** When CloudFront got policies. */
const MANAGED_SINCE = new Date('2020-07-22T00:00:00Z');

/** What is kept, and for how long. CloudFront API Reference, CreateCachePolicy. */
export const CreateCachePolicy: On<sdk.CreateCachePolicyRequest, sdk.CreateCachePolicyResult> = (input, call) => {
  const policy = firstVersion(call, call.random.uuid(), readConfig(input.CachePolicyConfig!, call.state));
  call.state.cachePolicies.set(policy.id, policy);
  const Location = `https://cloudfront.amazonaws.com/2020-05-31/cache-policy/${policy.id}`;
  return { CachePolicy: policyTold(call.state, policy.id), ETag: policy.etag, Location };
};

export const GetCachePolicy: On<sdk.GetCachePolicyRequest, sdk.GetCachePolicyResult> = ({ Id }, { state }) => ({
  CachePolicy: policyTold(state, Id!),
  ETag: versionOf(state, Id!),
});

export const GetCachePolicyConfig: On<sdk.GetCachePolicyConfigRequest, sdk.GetCachePolicyConfigResult> = ({ Id }, { state }) => ({
  CachePolicyConfig: cachePolicyConfig(state, Id!),
  ETag: versionOf(state, Id!),
});

export const UpdateCachePolicy: On<sdk.UpdateCachePolicyRequest, sdk.UpdateCachePolicyResult> = (input, call) => {
  const policy = ownPolicy(call.state, input.Id!, 'IllegalUpdate');
  checkVersion(policy, input.IfMatch);
  replaceVersion(policy, readConfig(input.CachePolicyConfig!, call.state, policy.id), input.IfMatch, call);
  return { CachePolicy: policyTold(call.state, policy.id), ETag: policy.etag };
};

/** Throws CachePolicyInUse, IllegalDelete. */
export const DeleteCachePolicy: On<sdk.DeleteCachePolicyRequest, void> = ({ Id, IfMatch }, { state }) => {
  const policy = ownPolicy(state, Id!, 'IllegalDelete');
  checkVersion(policy, IfMatch);
  if (isNamed(state, ({ CachePolicyId }) => CachePolicyId === Id)) throw cloudFrontError('CachePolicyInUse');
  state.cachePolicies.delete(policy.id);
};

export const ListCachePolicies: On<sdk.ListCachePoliciesRequest, sdk.ListCachePoliciesResult> = ({ Type, Marker, MaxItems }, { state }) => {
  const ids = [...(Type === 'custom' ? [] : MANAGED_CACHE_POLICIES.keys()), ...(Type === 'managed' ? [] : state.cachePolicies.keys())];
  const tell = (id: string): sdk.CachePolicySummary => ({
    Type: MANAGED_CACHE_POLICIES.has(id) ? 'managed' : 'custom',
    CachePolicy: policyTold(state, id),
  });
  const { Marker: _, IsTruncated: _more, ...CachePolicyList } = listOf(ids, (id) => id, { Marker, MaxItems }, tell);
  return { CachePolicyList };
};

function policyTold(state: CloudFrontState, id: string): sdk.CachePolicy {
  const CachePolicyConfig = cachePolicyConfig(state, id);
  const own = state.cachePolicies.get(id);
  return { Id: id, LastModifiedTime: own ? new Date(own.modifiedAt) : MANAGED_SINCE, CachePolicyConfig };
}

/** AWS's own never change, so their id does for a version. */
const versionOf = ({ cachePolicies }: CloudFrontState, id: string) => cachePolicies.get(id)?.etag ?? id;

function ownPolicy(state: CloudFrontState, id: string, ofAws: 'IllegalUpdate' | 'IllegalDelete'): Versioned<sdk.CachePolicyConfig> {
  if (MANAGED_CACHE_POLICIES.has(id)) throw cloudFrontError(ofAws);
  const policy = state.cachePolicies.get(id);
  if (!policy) throw cloudFrontError('NoSuchCachePolicy');
  return policy;
}

function readConfig(given: sdk.CachePolicyConfig, state: CloudFrontState, id?: string): sdk.CachePolicyConfig {
  refuseUnhonoured('cloudfront cache policies', given, HONOURED);
  const MinTTL = given.MinTTL!;
  const DefaultTTL = given.DefaultTTL ?? Math.max(86_400, MinTTL);
  const MaxTTL = given.MaxTTL ?? Math.max(31_536_000, DefaultTTL);
  if (MinTTL < 0 || MinTTL > DefaultTTL || DefaultTTL > MaxTTL)
    throw invalidArgument('The parameter MinTTL, DefaultTTL or MaxTTL is invalid: MinTTL <= DefaultTTL <= MaxTTL.');
  const names = [...state.cachePolicies.values()].filter((other) => other.id !== id).map(({ config }) => config.Name);
  if (names.includes(given.Name)) throw cloudFrontError('CachePolicyAlreadyExists');
  return { ...given, MinTTL, DefaultTTL, MaxTTL };
}
