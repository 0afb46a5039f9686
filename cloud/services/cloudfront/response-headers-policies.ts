import type * as sdk from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../operation.ts';
import { cloudFrontError, invalidArgument } from './errors.ts';
import { type Honoured, refuseUnhonoured } from './honoured.ts';
import type { Local } from './local.ts';
import { MANAGED_RESPONSE_HEADERS_POLICIES } from './managed-policies.ts';
import { isNamed, responseHeadersPolicyConfig } from './policies.ts';
import type { CloudFrontState, Versioned } from './state.ts';
import { checkVersion, firstVersion, listOf, replaceVersion } from './versioned.ts';

type On<Input, Output> = Operation<CloudFrontState, Input, Output, Local>;

const HONOURED: Honoured = {
  Name: true,
  Comment: true,
  SecurityHeadersConfig: {
    XSSProtection: { Override: true, Protection: true, ModeBlock: true, ReportUri: true },
    FrameOptions: { Override: true, FrameOption: ['DENY', 'SAMEORIGIN'] },
    ReferrerPolicy: { Override: true, ReferrerPolicy: true },
    ContentSecurityPolicy: { Override: true, ContentSecurityPolicy: true },
    ContentTypeOptions: { Override: true },
    StrictTransportSecurity: { Override: true, AccessControlMaxAgeSec: true, IncludeSubdomains: true, Preload: true },
  },
  CustomHeadersConfig: { Quantity: true, Items: { Header: true, Value: true, Override: true } },
  RemoveHeadersConfig: { Quantity: true, Items: { Header: true } },
};
/** When CloudFront got policies of this kind. */
const MANAGED_SINCE = new Date('2021-11-02T00:00:00Z');
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9a-z-]+$/i;

/** Headers that are added to answers. CloudFront API Reference, CreateResponseHeadersPolicy. */
export const CreateResponseHeadersPolicy: On<sdk.CreateResponseHeadersPolicyRequest, sdk.CreateResponseHeadersPolicyResult> = (
  input,
  call,
) => {
  const policy = firstVersion(call, call.random.uuid(), readConfig(input.ResponseHeadersPolicyConfig!, call.state));
  call.state.responseHeadersPolicies.set(policy.id, policy);
  const Location = `https://cloudfront.amazonaws.com/2020-05-31/response-headers-policy/${policy.id}`;
  return { ResponseHeadersPolicy: policyTold(call.state, policy.id), ETag: policy.etag, Location };
};

export const GetResponseHeadersPolicy: On<sdk.GetResponseHeadersPolicyRequest, sdk.GetResponseHeadersPolicyResult> = (
  { Id },
  { state },
) => ({ ResponseHeadersPolicy: policyTold(state, Id!), ETag: versionOf(state, Id!) });

export const GetResponseHeadersPolicyConfig: On<sdk.GetResponseHeadersPolicyConfigRequest, sdk.GetResponseHeadersPolicyConfigResult> = (
  { Id },
  { state },
) => ({ ResponseHeadersPolicyConfig: responseHeadersPolicyConfig(state, Id!), ETag: versionOf(state, Id!) });

export const UpdateResponseHeadersPolicy: On<sdk.UpdateResponseHeadersPolicyRequest, sdk.UpdateResponseHeadersPolicyResult> = (
  input,
  call,
) => {
  const policy = ownPolicy(call.state, input.Id!, 'IllegalUpdate');
  checkVersion(policy, input.IfMatch);
  replaceVersion(policy, readConfig(input.ResponseHeadersPolicyConfig!, call.state, policy.id), input.IfMatch, call);
  return { ResponseHeadersPolicy: policyTold(call.state, policy.id), ETag: policy.etag };
};

/** Throws ResponseHeadersPolicyInUse, IllegalDelete. */
export const DeleteResponseHeadersPolicy: On<sdk.DeleteResponseHeadersPolicyRequest, void> = ({ Id, IfMatch }, { state }) => {
  const policy = ownPolicy(state, Id!, 'IllegalDelete');
  checkVersion(policy, IfMatch);
  if (isNamed(state, ({ ResponseHeadersPolicyId }) => ResponseHeadersPolicyId === Id)) throw cloudFrontError('ResponseHeadersPolicyInUse');
  state.responseHeadersPolicies.delete(policy.id);
};

export const ListResponseHeadersPolicies: On<sdk.ListResponseHeadersPoliciesRequest, sdk.ListResponseHeadersPoliciesResult> = (
  { Type, Marker, MaxItems },
  { state },
) => {
  const ids = [
    ...(Type === 'custom' ? [] : MANAGED_RESPONSE_HEADERS_POLICIES.keys()),
    ...(Type === 'managed' ? [] : state.responseHeadersPolicies.keys()),
  ];
  const tell = (id: string): sdk.ResponseHeadersPolicySummary => ({
    Type: MANAGED_RESPONSE_HEADERS_POLICIES.has(id) ? 'managed' : 'custom',
    ResponseHeadersPolicy: policyTold(state, id),
  });
  const { Marker: _, IsTruncated: _more, ...ResponseHeadersPolicyList } = listOf(ids, (id) => id, { Marker, MaxItems }, tell);
  return { ResponseHeadersPolicyList };
};

function policyTold(state: CloudFrontState, id: string): sdk.ResponseHeadersPolicy {
  const ResponseHeadersPolicyConfig = responseHeadersPolicyConfig(state, id);
  const own = state.responseHeadersPolicies.get(id);
  return { Id: id, LastModifiedTime: own ? new Date(own.modifiedAt) : MANAGED_SINCE, ResponseHeadersPolicyConfig };
}

/** AWS's own never change, so their id does for a version. */
const versionOf = ({ responseHeadersPolicies }: CloudFrontState, id: string) => responseHeadersPolicies.get(id)?.etag ?? id;

function ownPolicy(
  state: CloudFrontState,
  id: string,
  ofAws: 'IllegalUpdate' | 'IllegalDelete',
): Versioned<sdk.ResponseHeadersPolicyConfig> {
  if (MANAGED_RESPONSE_HEADERS_POLICIES.has(id)) throw cloudFrontError(ofAws);
  const policy = state.responseHeadersPolicies.get(id);
  if (!policy) throw cloudFrontError('NoSuchResponseHeadersPolicy');
  return policy;
}

function readConfig(config: sdk.ResponseHeadersPolicyConfig, state: CloudFrontState, id?: string): sdk.ResponseHeadersPolicyConfig {
  refuseUnhonoured('cloudfront response headers policies', config, HONOURED);
  const { CustomHeadersConfig, RemoveHeadersConfig } = config;
  for (const { Header = '' } of [...(CustomHeadersConfig?.Items ?? []), ...(RemoveHeadersConfig?.Items ?? [])]) {
    if (!HEADER_NAME.test(Header)) throw invalidArgument('The parameter Header is invalid.');
  }
  const names = [...state.responseHeadersPolicies.values()].filter((other) => other.id !== id).map((other) => other.config.Name);
  if (names.includes(config.Name)) throw cloudFrontError('ResponseHeadersPolicyAlreadyExists');
  return config;
}
