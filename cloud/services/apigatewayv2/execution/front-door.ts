import { apiAddress, apiDomain } from '../../../gateway/address.ts';
import { callForApi, iamFor } from '../../../gateway/door.ts';
import type { GatewayAnswer } from '../../../gateway/proxy-result.ts';
import { decodes, type GatewayRequest, readRequest } from '../../../gateway/request.ts';
import type { FrontDoor } from '../../../service.ts';
import type { HttpResponse } from '../../../wire/http.ts';
import type { Local } from '../local.ts';
import type { HttpApiRecord, HttpApisState, HttpStage } from '../state.ts';
import { initialContext } from './exchange.ts';
import { execute } from './execute.ts';
import { Refusal, refusalAnswer } from './refusal.ts';

/** The largest request that an API takes, in bytes. */
const MAX_REQUEST = 10_485_760;

/** Where requests for deployed HTTP APIs come in. */
export const frontDoor: FrontDoor<HttpApisState, Local> = {
  matches: (request) => apiAddress(request) !== undefined,
  async answer(request, background, identify) {
    const { apiId, path } = apiAddress(request)!;
    const call = callForApi(background, apiId);
    const record = call?.state.apis.get(apiId);
    if (!call || !record) return undefined;
    const place = stageOf(record, path);
    const read = await readRequest(request, {
      path: place?.path ?? path,
      domain: apiDomain(apiId, call.region),
      now: call.clock.now(),
      random: call.random,
    });
    const deployed = place && record.deployments.get(place.stage.DeploymentId ?? '');
    if (!place || !deployed || record.api.DisableExecuteApiEndpoint) return response(read, refusalAnswer(new Refusal(404, 'Not Found')));
    if (read.body.length > MAX_REQUEST) return response(read, refusalAnswer(new Refusal(413, 'Request Entity Too Large')));
    const exchange = {
      call,
      api: record.api,
      stage: place.stage,
      definition: deployed.definition,
      request: read,
      path: decoded(place.path),
      rawPath: decoded(path),
    };
    return response(
      read,
      await execute({ ...exchange, context: initialContext(exchange), ...iamFor(request, call, background, identify) }),
    );
  },
};

/** The stage that a path begins with, else `$default`, with what is left of the path. */
function stageOf({ stages }: HttpApiRecord, path: string): { stage: HttpStage; path: string } | undefined {
  const [, name = '', rest = ''] = /^\/([^/]*)(.*)$/s.exec(path) ?? [];
  const named = stages.get(name);
  if (named && name !== '$default') return { stage: named, path: rest || '/' };
  const fallback = stages.get('$default');
  return fallback && { stage: fallback, path };
}

/** HTTP APIs decode a path before they match it. */
function decoded(path: string): string {
  return decodes(path) ? decodeURIComponent(path) : path;
}

function response({ extendedId }: GatewayRequest, { status, headers, cookies, body }: GatewayAnswer): HttpResponse {
  return { status, headers: { ...headers, 'apigw-requestid': extendedId }, cookies, body };
}
