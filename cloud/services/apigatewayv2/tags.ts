import type {
  GetTagsRequest,
  GetTagsResponse,
  TagResourceRequest,
  TagResourceResponse,
  UntagResourceRequest,
} from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../operation.ts';
import type { Local } from './local.ts';
import { apiOf, badRequest, checkTags, found, type HttpCall, refuseReserved } from './records.ts';
import type { HttpApisState } from './state.ts';

/** APIs and stages carry tags, by ARN: `arn:aws:apigateway:region::/apis/id/stages/name`. */
function taggedAt(call: HttpCall, arn: string | undefined): { Tags?: Record<string, string> | undefined } {
  const [, apiId, stage] = /^arn:aws[a-z-]*:apigateway:[a-z0-9-]+::\/apis\/([^/]+)(?:\/stages\/([^/]+))?$/.exec(arn ?? '') ?? [];
  if (apiId === undefined) throw badRequest('Invalid ARN specified in the request');
  const record = apiOf(call, apiId);
  return stage === undefined ? record.api : found(record.stages, stage, 'Stage');
}

export const TagResource: Operation<HttpApisState, TagResourceRequest, TagResourceResponse, Local> = (input, call) => {
  const tagged = taggedAt(call, input.ResourceArn);
  checkTags(input.Tags, call.principal, tagged.Tags);
  tagged.Tags = { ...tagged.Tags, ...input.Tags };
  return {};
};

export const UntagResource: Operation<HttpApisState, UntagResourceRequest, void, Local> = (input, call) => {
  const tagged = taggedAt(call, input.ResourceArn);
  refuseReserved(input.TagKeys!, call.principal);
  tagged.Tags = Object.fromEntries(Object.entries(tagged.Tags ?? {}).filter(([key]) => !input.TagKeys!.includes(key)));
};

export const GetTags: Operation<HttpApisState, GetTagsRequest, GetTagsResponse, Local> = (input, call) => ({
  Tags: { ...taggedAt(call, input.ResourceArn).Tags },
});
