import { apiAddress, apiDomain } from '../../../gateway/address.ts';
import { callForApi, type Iam, iamFor } from '../../../gateway/door.ts';
import type { GatewayAnswer } from '../../../gateway/proxy-result.ts';
import { type GatewayRequest, readRequest } from '../../../gateway/request.ts';
import type { FrontDoor } from '../../../service.ts';
import type { HttpResponse } from '../../../wire/http.ts';
import type { RestCall } from '../ids.ts';
import type { Local } from '../local.ts';
import type { ApiRecord, RestApisState } from '../state.ts';
import { compiledOf } from './compiled.ts';
import { type Exchange, initialContext } from './exchange.ts';
import { execute } from './execute.ts';
import { ExecutionLog } from './logs.ts';
import { beginStageTrace, stageTraceHeader } from './tracing.ts';

/** The largest request that an API takes, in bytes. */
const MAX_REQUEST = 10_485_760;

/** Where requests for deployed REST APIs come in. */
export const frontDoor: FrontDoor<RestApisState, Local> = {
  matches: (request) => apiAddress(request) !== undefined,
  async answer(request, background, identify) {
    const address = apiAddress(request)!;
    const call = callForApi(background, address.apiId);
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
    const exchange = exchangeFor(call, record, address.apiId, read, stageName, iamFor(request, call, background, identify));
    const answer = await execute(exchange);
    return response({ ...read, traceId: stageTraceHeader(exchange) }, answer);
  },
};

function exchangeFor(call: RestCall, record: ApiRecord, apiId: string, request: GatewayRequest, stageName: string, iam: Iam): Exchange {
  const stage = record.stages.get(stageName)!;
  const trace = stage.tracingEnabled ? beginStageTrace(call, apiId, stage, request) : undefined;
  const { definition } = record.deployments.get(stage.deploymentId!)!;
  return {
    call,
    record,
    apiId,
    stage,
    definition,
    compiled: compiledOf(call.local.compiled, definition),
    request,
    context: { ...initialContext(call, request, apiId, stage, request.path), ...(trace && { xrayTraceId: trace.root }) },
    log: new ExecutionLog(call.clock, request.id),
    ...(trace && { trace }),
    ...iam,
  };
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
