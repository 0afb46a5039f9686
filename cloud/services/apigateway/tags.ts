import type { GetTagsRequest, TagResourceRequest, Tags, UntagResourceRequest } from '@aws-sdk/client-api-gateway';
import { tryParseArn } from '../../arn.ts';
import type { Operation } from '../../operation.ts';
import { badRequest, copy, found, notFound, type RestCall } from './ids.ts';
import type { Local } from './local.ts';
import type { RestApisState } from './state.ts';
import { checkTags, refuseReserved } from './tag-rules.ts';

const MISSING = 'Invalid Resource identifier specified';

/** What carries tags: APIs, stages, keys and usage plans, by ARN. */
function taggedAt(call: RestCall, arn: string | undefined): { tags?: Record<string, string> | undefined } {
  const parsed = tryParseArn(arn ?? '');
  if (parsed?.service !== 'apigateway') throw badRequest('Invalid ARN specified in the request');
  const [kind, id, inner, name, ...rest] = parsed.resource.split('/').slice(1);
  if (rest.length === 0 && kind === 'restapis') {
    const api = found(call.state.apis, id, `Invalid API identifier specified ${call.account}:${id}`);
    if (inner === undefined) return api.api;
    if (inner === 'stages') return found(api.stages, name, 'Invalid stage identifier specified');
  }
  if (kind === 'apikeys' && inner === undefined) return found(call.state.keys, id, MISSING);
  if (kind === 'usageplans' && inner === undefined) return found(call.state.plans, id, MISSING).plan;
  throw notFound(MISSING);
}

export const TagResource: Operation<RestApisState, TagResourceRequest, void, Local> = (input, call) => {
  const tagged = taggedAt(call, input.resourceArn);
  checkTags(input.tags, call.principal, tagged.tags);
  tagged.tags = { ...tagged.tags, ...input.tags };
};

export const UntagResource: Operation<RestApisState, UntagResourceRequest, void, Local> = (input, call) => {
  const tagged = taggedAt(call, input.resourceArn);
  refuseReserved(input.tagKeys!, call.principal);
  tagged.tags = Object.fromEntries(Object.entries(tagged.tags ?? {}).filter(([key]) => !input.tagKeys!.includes(key)));
};

export const GetTags: Operation<RestApisState, GetTagsRequest, Tags, Local> = (input, call) => ({
  tags: copy(taggedAt(call, input.resourceArn).tags ?? {}),
});
