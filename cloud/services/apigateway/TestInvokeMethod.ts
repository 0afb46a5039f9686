import type { Stage, TestInvokeMethodRequest, TestInvokeMethodResponse } from '@aws-sdk/client-api-gateway';
import { toBase64 } from '@smithy/core/serde';
import { refuseMembers } from '../../aws-error.ts';
import { apiDomain } from '../../gateway/address.ts';
import { type Pair, readRequest } from '../../gateway/request.ts';
import { RouteTree, withoutTrailingSlash } from '../../gateway/route-tree.ts';
import type { Operation } from '../../operation.ts';
import type { MethodExchange } from './execution/exchange.ts';
import { initialContext } from './execution/exchange.ts';
import { tryMethod } from './execution/execute.ts';
import { ExecutionLog } from './execution/logs.ts';
import { apiOf, badRequest, type RestCall, resourceOf } from './ids.ts';
import type { Local } from './local.ts';
import { methodOf } from './methods.ts';
import type { RestApisState } from './state.ts';

/** The stage that permissions and policies see. */
const STAGE = 'test-invoke-stage';

/** Tries a method of the API as it is edited, and tells its execution log. API Gateway API Reference, TestInvokeMethod. */
export const TestInvokeMethod: Operation<RestApisState, TestInvokeMethodRequest, TestInvokeMethodResponse, Local> = async (input, call) => {
  refuseMembers('apigateway TestInvokeMethod', input, ['clientCertificateId']);
  const exchange = await exchangeFor(call, input);
  const startedAt = call.clock.now();
  const { status, headers, cookies, body } = await tryMethod(exchange);
  const answered: Record<string, string[]> = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
  if (cookies.length > 0) answered['set-cookie'] = [...cookies];
  return {
    status,
    body: typeof body === 'string' ? body : toBase64(body),
    headers: Object.fromEntries(Object.entries(answered).map(([name, values]) => [name, values.at(-1)!])),
    multiValueHeaders: answered,
    log: `Execution log for request ${exchange.request.id}\n${exchange.log
      .lines('INFO')
      .map(({ timestamp, message }) => `${new Date(timestamp).toUTCString()} : ${message.replace(/^\(\S+\) /, '')}`)
      .join('\n')}\n`,
    latency: call.clock.now() - startedAt,
  };
};

async function exchangeFor(call: RestCall, input: TestInvokeMethodRequest): Promise<MethodExchange> {
  const record = apiOf(call, input.restApiId);
  const resource = resourceOf(record, input.resourceId);
  const method = methodOf(call, input);
  if (!method.methodIntegration) throw badRequest('No integration defined for method');
  const [path = '/', rawQuery = ''] = (input.pathWithQueryString ?? resource.path).split('?');
  const headers: Pair[] = [
    ...Object.entries(input.headers ?? {}),
    ...Object.entries(input.multiValueHeaders ?? {}).flatMap(([name, values]) => values.map((value) => [name, value] as const)),
  ];
  const body = new TextEncoder().encode(input.body ?? '');
  const request = await readRequest(
    {
      method: input.httpMethod === 'ANY' ? 'GET' : input.httpMethod!,
      path,
      query: new URLSearchParams(rawQuery),
      rawQuery,
      headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
      rawHeaders: headers,
      body: (async function* () {
        yield body;
      })(),
    },
    { path, domain: apiDomain(input.restApiId!, call.region), now: call.clock.now(), random: call.random },
  );
  const stage: Stage = { stageName: STAGE, deploymentId: '', ...(input.stageVariables && { variables: input.stageVariables }) };
  return {
    call,
    record,
    apiId: input.restApiId!,
    stage,
    definition: record.draft,
    // Reason: the API may change before the next try, so nothing of it is kept.
    compiled: { routes: new RouteTree([resource]), templates: new Map() },
    request,
    context: { ...initialContext(call, request, input.restApiId!, stage, path), resourcePath: resource.path, resourceId: resource.id },
    log: new ExecutionLog(call.clock, request.id),
    signer: () => call.principal,
    authorizeAs: () => {},
    resource,
    method,
    pathParameters: new RouteTree([resource]).find(withoutTrailingSlash(path))?.parameters ?? {},
    setting: { dataTraceEnabled: true },
  };
}
