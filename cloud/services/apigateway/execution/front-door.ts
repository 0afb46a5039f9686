import { apiAddress, apiDomain } from '../../../gateway/address.ts';
import type { GatewayAnswer } from '../../../gateway/proxy-result.ts';
import { type GatewayRequest, readRequest } from '../../../gateway/request.ts';
import type { Background, FrontDoor, Identify } from '../../../service.ts';
import type { HttpRequest, HttpResponse } from '../../../wire/http.ts';
import { scopeOf } from '../../../wire/signature.ts';
import type { RestCall } from '../ids.ts';
import type { Local } from '../local.ts';
import type { ApiRecord, RestApisState } from '../state.ts';
import { compiledOf } from './compiled.ts';
import { type Exchange, initialContext } from './exchange.ts';
import { execute } from './execute.ts';
import { ExecutionLog } from './logs.ts';

/** The largest request that an API takes, in bytes. */
const MAX_REQUEST = 10_485_760;

/** Where requests for deployed REST APIs come in. */
export const frontDoor: FrontDoor<RestApisState, Local> = {
  matches: (request) => apiAddress(request) !== undefined,
  async answer(request, background, identify) {
    const address = apiAddress(request)!;
    const call = callFor(background, address.apiId);
    const record = call?.state.apis.get(address.apiId);
    if (!call || !record) return undefined;
    const [, stageName = '', rest = ''] = /^\/([^/]*)(.*)$/s.exec(address.path) ?? [];
    const { now } = call.clock;
    const read = await readRequest(request, {
      path: rest || '/',
      domain: apiDomain(address.apiId, call.region),
      now: now(),
      random: call.random,
    });
    const stage = record.stages.get(stageName);
    if (!stage || record.api.disableExecuteApiEndpoint) return response(read, plain(403, 'ForbiddenException', 'Forbidden'));
    if (read.body.length > MAX_REQUEST) return response(read, plain(413, 'RequestEntityTooLargeException', 'Request Too Long'));
    const exchange = exchangeFor(call, record, address.apiId, read, stageName, {
      signer: () => signer(request, identify),
      authorizeAs: (principal, check) => background.open(call.account, call.region, principal).authorize(check),
    });
    return response(read, await execute(exchange));
  },
};

function exchangeFor(
  call: RestCall,
  record: ApiRecord,
  apiId: string,
  request: GatewayRequest,
  stageName: string,
  iam: Pick<Exchange, 'signer' | 'authorizeAs'>,
): Exchange {
  const stage = record.stages.get(stageName)!;
  const { definition } = record.deployments.get(stage.deploymentId!)!;
  return {
    call,
    record,
    apiId,
    stage,
    definition,
    compiled: compiledOf(call.local.compiled, definition),
    request,
    context: initialContext(call, request, apiId, stage, request.path),
    log: new ExecutionLog(call.clock, request.id),
    ...iam,
  };
}

/** The account and region that an API lives in; asked of all, and remembered. */
function callFor(background: Background<RestApisState, Local>, apiId: string): RestCall | undefined {
  const { places } = background.local;
  const known = places.get(apiId);
  for (const place of known ? [known, ...background.places()] : background.places()) {
    const call = background.open(place.account, place.region);
    if (!call.state.apis.has(apiId)) continue;
    places.set(apiId, place);
    return call;
  }
  places.delete(apiId);
  return undefined;
}

function signer(request: HttpRequest, identify: Identify): ReturnType<Exchange['signer']> {
  const scope = scopeOf(request);
  return scope && identify(scope.signature);
}

function plain(status: number, error: string, message: string): GatewayAnswer {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': error };
  return { status, headers, cookies: [], body: JSON.stringify({ message }) };
}

function response({ id, extendedId, traceId }: GatewayRequest, { status, headers, cookies, body }: GatewayAnswer): HttpResponse {
  return {
    status,
    headers: { 'x-amzn-requestid': id, 'x-amz-apigw-id': extendedId, 'x-amzn-trace-id': traceId, ...headers },
    cookies,
    body,
  };
}
