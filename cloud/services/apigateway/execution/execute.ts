import type { MethodSetting } from '@aws-sdk/client-api-gateway';
import { announceAnswer } from '../../../gateway/metrics.ts';
import { bodyLength, type GatewayAnswer } from '../../../gateway/proxy-result.ts';
import { decodes } from '../../../gateway/request.ts';
import { withoutTrailingSlash } from '../../../gateway/route-tree.ts';
import { authorize } from './authorize.ts';
import { methodFor } from './compiled.ts';
import type { Exchange, MethodExchange } from './exchange.ts';
import { gatewayResponse } from './gateway-response.ts';
import { integrate } from './integrate.ts';
import { writeLogs } from './logs.ts';
import { GatewayRefusal } from './response-types.ts';
import { writeTrace } from './tracing.ts';
import { checkUsage } from './usage.ts';
import { validateRequest } from './validate-request.ts';

/** A request's whole way through a stage: route, authorisation, usage plan, validation, integration. Never throws a refusal. */
export async function execute(exchange: Exchange): Promise<GatewayAnswer> {
  const { call, context, request } = exchange;
  let setting: MethodSetting = {};
  let answer: GatewayAnswer;
  try {
    const found = route(exchange);
    setting = found.setting;
    answer = await answerOf(found);
  } catch (error) {
    if (!(error instanceof GatewayRefusal)) throw error;
    exchange.log.error(error.logLine ?? error.message);
    answer = gatewayResponse(exchange, error);
    exchange.log.error(`Gateway response type: ${error.type} with status code: ${answer.status}`);
  }
  context.status = String(answer.status);
  context.responseLength = String(bodyLength(answer));
  context.responseLatency = String(call.clock.now() - request.receivedAt);
  const api = { ApiName: exchange.record.api.name! };
  announceAnswer(call, {
    dimensions: [api, { ...api, Stage: exchange.stage.stageName! }],
    names: { client: '4XXError', server: '5XXError' },
    status: answer.status,
    receivedAt: request.receivedAt,
    integrationLatency: context.integrationLatency,
  });
  writeLogs(exchange, setting.loggingLevel ?? 'OFF');
  writeTrace(exchange, answer);
  return answer;
}

async function answerOf(exchange: MethodExchange): Promise<GatewayAnswer> {
  const { log, request, resource, definition } = exchange;
  const keyFromAuthorizer = definition.apiKeySource === 'AUTHORIZER';
  if (!keyFromAuthorizer) checkUsage(exchange, undefined);
  log.info(`Starting execution for request: ${request.id}`);
  log.info(`HTTP Method: ${request.method}, Resource Path: ${resource.path}`);
  const usageIdentifierKey = await authorize(exchange);
  if (keyFromAuthorizer) checkUsage(exchange, usageIdentifierKey);
  return fulfil(exchange);
}

async function fulfil(exchange: MethodExchange): Promise<GatewayAnswer> {
  const { log } = exchange;
  if (exchange.setting.dataTraceEnabled) traceRequest(exchange);
  validateRequest(exchange);
  const answer = await integrate(exchange);
  log.info('Successfully completed execution');
  log.info(`Method completed with status: ${answer.status}`);
  return answer;
}

/** A method tried out: without authorisation, usage plan and logs in CloudWatch. */
export async function tryMethod(exchange: MethodExchange): Promise<GatewayAnswer> {
  exchange.log.info(`Starting execution for request: ${exchange.request.id}`);
  exchange.log.info(`HTTP Method: ${exchange.request.method}, Resource Path: ${exchange.request.path}`);
  try {
    return await fulfil(exchange);
  } catch (error) {
    if (!(error instanceof GatewayRefusal)) throw error;
    exchange.log.error(error.logLine ?? error.message);
    const answer = gatewayResponse(exchange, error);
    exchange.log.error(`Method completed with status: ${answer.status}`);
    return answer;
  }
}

/** Finds resource and method. Throws a refusal. */
function route(exchange: Exchange): MethodExchange {
  const { compiled, request, context, stage } = exchange;
  if (!decodes(request.path) || !decodes(request.rawQuery)) throw new GatewayRefusal('DEFAULT_4XX', 'Bad Request', { status: 400 });
  const match = compiled.routes.find(withoutTrailingSlash(request.path));
  const method = match && methodFor(match.route, request.method);
  if (!match || !method) throw new GatewayRefusal('MISSING_AUTHENTICATION_TOKEN', 'Missing Authentication Token');
  const { route: resource, parameters: pathParameters } = match;
  context.resourcePath = resource.path;
  context.resourceId = resource.id;
  return {
    ...exchange,
    resource,
    method,
    pathParameters,
    setting: settingFor(stage.methodSettings ?? {}, resource.path, method.httpMethod!),
  };
}

/** A method's own settings over those of all methods. */
function settingFor(settings: Record<string, MethodSetting>, path: string, httpMethod: string): MethodSetting {
  const own =
    settings[`${path.replace(/^\//, '')}/${httpMethod}`] ?? settings[`${path.replace(/^\//, '').replaceAll('/', '~1')}/${httpMethod}`];
  return own ?? settings['*/*'] ?? {};
}

function traceRequest({ log, request, pathParameters }: MethodExchange): void {
  const pairs = (list: readonly (readonly [string, string])[]) => `{${list.map(([name, value]) => `${name}=${value}`).join(', ')}}`;
  log.info(`Method request path: ${pairs(Object.entries(pathParameters))}`);
  log.info(`Method request query string: ${pairs(request.query)}`);
  // Reason: AWS shows the last characters of secrets only.
  const shown = request.headers.map(
    ([name, value]) => [name, /^(authorization|x-api-key)$/i.test(name) ? `*****${value.slice(-6)}` : value] as const,
  );
  log.info(`Method request headers: ${pairs(shown)}`);
  log.info(`Method request body before transformations: ${new TextDecoder().decode(request.body)}`);
}
