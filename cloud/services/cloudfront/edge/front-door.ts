import { cloudFrontAddress } from '../../../gateway/address.ts';
import type { Background, FrontDoor } from '../../../service.ts';
import type { HttpRequest, HttpResponse } from '../../../wire/http.ts';
import type { CloudFrontCall, Local } from '../local.ts';
import { cachePolicyConfig, responseHeadersPolicyConfig } from '../policies.ts';
import type { CloudFrontState, Distribution } from '../state.ts';
import { acceptedEncodings, isCompressible, packed } from './compression.ts';
import type { Answer } from './edge-cache.ts';
import { errorPage, REFUSALS } from './error-page.ts';
import { type Found, find } from './keep.ts';
import { isUnchanged, ranged } from './partial.ts';
import { withPolicy } from './policy-headers.ts';

/** The edge that answers here. */
const EDGE = 'SGN50-P1';

/**
 * Where viewers read through a distribution. What reaches it counts as HTTPS: on AWS it would be, and requests never
 * leave the machine. CloudFront Developer Guide, "How CloudFront delivers content".
 */
export const frontDoor: FrontDoor<CloudFrontState, Local> = {
  matches: (request) => cloudFrontAddress(request) !== undefined,
  async answer(request, background) {
    const address = cloudFrontAddress(request)!;
    const place = distributionOf(background, address.name);
    if (!place) return undefined;
    const { call, distribution } = place;
    const { clock, requestId } = call;
    const edge = {
      date: new Date(clock.now()).toUTCString(),
      via: `1.1 ${requestId.replaceAll('-', '')}.cloudfront.net (CloudFront)`,
      'x-amz-cf-pop': EDGE,
      'x-amz-cf-id': requestId,
    };
    if (!distribution.config.Enabled) return refused(REFUSALS.disabled, requestId, edge);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refused(REFUSALS.method, requestId, edge);
    const path = address.path === '/' ? `/${distribution.config.DefaultRootObject ?? ''}` : address.path;
    const found = await withErrorPage(call, distribution, await find(call, distribution, path));
    const answer = await fitted(call, found, request);
    const { ResponseHeadersPolicyId: id } = found.behavior;
    const headers = withPolicy(answer.headers, id ? responseHeadersPolicyConfig(call.state, id) : undefined);
    const age = Math.floor((clock.now() - found.kept.since) / 1000);
    return {
      status: answer.status,
      headers: {
        ...headers,
        ...edge,
        ...(found.outcome === 'Hit' && { age: String(age) }),
        'x-cache': `${found.outcome} from cloudfront`,
      },
      body: answer.body,
    };
  },
};

/** By its id, or by the first label of its domain name. */
function distributionOf(background: Background<CloudFrontState, Local>, name: string) {
  for (const { account } of background.places()) {
    const call = background.open(account, 'us-east-1');
    const { distributions } = call.state;
    const byDomain = () => [...distributions.values()].find(({ domainName }) => domainName === `${name.toLowerCase()}.cloudfront.net`);
    const distribution = distributions.get(name.toUpperCase()) ?? byDomain();
    if (distribution) return { call, distribution };
  }
  return undefined;
}

function refused(reason: string, requestId: string, edge: Record<string, string>): HttpResponse {
  const { status, headers, body } = errorPage(403, reason, requestId);
  return { status, headers: { ...headers, ...edge, 'content-length': String(body.length), 'x-cache': 'Error from cloudfront' }, body };
}

/** An error with the page that the distribution has for it; where that page cannot be had, its own status is the answer. */
async function withErrorPage(call: CloudFrontCall, distribution: Distribution, found: Found): Promise<Found> {
  if (found.kept.status < 400) return found;
  const custom = distribution.config.CustomErrorResponses?.Items?.find(({ ErrorCode }) => ErrorCode === found.kept.status);
  if (!custom?.ResponsePagePath) return found;
  const page = await find(call, distribution, custom.ResponsePagePath);
  if (page.kept.status >= 400) return { ...page, behavior: found.behavior };
  return { ...page, kept: { ...page.kept, status: Number(custom.ResponseCode) }, outcome: 'Error', behavior: found.behavior };
}

/** As this viewer asked for it: nothing where it has it already, a part, or compressed. */
async function fitted(call: CloudFrontCall, { kept, behavior }: Found, { headers }: HttpRequest): Promise<Answer> {
  const policy = cachePolicyConfig(call.state, behavior.CachePolicyId!);
  const mayPack = behavior.Compress === true && (policy.MaxTTL ?? 0) > 0 && isCompressible(kept);
  const varied = mayPack ? { ...kept.headers, vary: 'Accept-Encoding' } : kept.headers;
  const whole: Answer = { status: kept.status, headers: { ...varied, 'content-length': String(kept.body.length) }, body: kept.body };
  if (kept.status === 200 && isUnchanged(kept.headers, headers)) return { status: 304, headers: varied, body: new Uint8Array() };
  if (kept.status === 200 && headers.range !== undefined) return ranged(whole, headers.range);
  const small = mayPack ? await packed(kept, acceptedEncodings(headers['accept-encoding'], policy)) : undefined;
  if (!small) return whole;
  return {
    status: kept.status,
    headers: {
      ...varied,
      'content-encoding': small.encoding,
      'content-length': String(small.body.length),
      // Reason: it is no longer byte for byte what the tag was made for.
      ...(varied.etag !== undefined && { etag: `W/${varied.etag.replace(/^W\//, '')}` }),
    },
    body: small.body,
  };
}
