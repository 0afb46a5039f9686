import type { RouteSettings } from '@aws-sdk/client-apigatewayv2';
import { accessLogLine } from '../../../gateway/context.ts';
import { corsHeaders, isPreflight, preflightHeaders, withCors } from '../../../gateway/cors.ts';
import { announceAnswer } from '../../../gateway/metrics.ts';
import { bodyLength, type GatewayAnswer } from '../../../gateway/proxy-result.ts';
import { decodes } from '../../../gateway/request.ts';
import { authorize } from './authorize.ts';
import { findRoute } from './compiled.ts';
import type { Exchange, RoutedExchange } from './exchange.ts';
import { integrate } from './integrate.ts';
import { Refusal, refusalAnswer } from './refusal.ts';

/** A request's whole way through a stage: CORS, route, throttling, authorisation, function. Never throws a refusal. */
export async function execute(exchange: Exchange): Promise<GatewayAnswer> {
  const { call, context, request, definition } = exchange;
  let answer: GatewayAnswer;
  try {
    answer = await answerOf(exchange);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    answer = refusalAnswer(error);
    context.error = { message: error.message, messageString: JSON.stringify(error.message) };
    if (error.reason !== undefined) context.integrationErrorMessage = error.reason;
  }
  if (definition.cors && !isPreflight(request)) answer = withCors(answer, corsHeaders(definition.cors, request));
  context.status = String(answer.status);
  context.responseLength = String(bodyLength(answer));
  context.responseLatency = String(call.clock.now() - request.receivedAt);
  const api = { ApiId: exchange.api.ApiId! };
  announceAnswer(call, {
    dimensions: [api, { ...api, Stage: exchange.stage.StageName! }],
    names: { client: '4xx', server: '5xx' },
    status: answer.status,
    receivedAt: request.receivedAt,
    integrationLatency: context.integrationLatency,
  });
  writeAccessLog(exchange);
  return answer;
}

async function answerOf(exchange: Exchange): Promise<GatewayAnswer> {
  const { request, definition } = exchange;
  if (!decodes(request.path) || !decodes(request.rawQuery)) throw new Refusal(400, 'Bad Request');
  if (definition.cors && isPreflight(request)) {
    return { status: 204, headers: preflightHeaders(definition.cors, request), cookies: [], body: '' };
  }
  const routed = route(exchange);
  throttle(routed);
  await authorize(routed);
  return integrate(routed);
}

function route(exchange: Exchange): RoutedExchange {
  const { call, definition, request, path, stage, context } = exchange;
  const match = findRoute(call.local.compiled, definition, request.method, path);
  if (!match) throw new Refusal(404, 'Not Found');
  const { RouteKey } = match.route;
  context.routeKey = RouteKey;
  const settings: RouteSettings = { ...stage.DefaultRouteSettings, ...stage.RouteSettings?.[RouteKey] };
  return {
    ...exchange,
    route: match.route,
    pathParameters: RouteKey === '$default' ? { proxy: path.slice(1) } : match.parameters,
    settings,
  };
}

function throttle({ call, api, stage, route: { RouteKey }, settings }: RoutedExchange): void {
  const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = settings;
  if (rate === undefined && burst === undefined) return;
  const limits = { rate: rate ?? 10_000, burst: burst ?? Math.max(1, rate ?? 1) };
  if (!call.local.buckets.take(`${api.ApiId}/${stage.StageName}/${RouteKey}`, limits, call.clock.now()))
    throw new Refusal(429, 'Too Many Requests');
}

/** Nobody waits for it. */
function writeAccessLog({ call, api, stage, context, request }: Exchange): void {
  const { DestinationArn, Format } = stage.AccessLogSettings ?? {};
  const group = /:log-group:([^:]+)/.exec(DestinationArn ?? '')?.[1];
  if (group === undefined || Format === undefined) return;
  // Reason: AWS's log delivery writes by a policy that it puts on the log group itself when the stage is made.
  const { logs } = call.as({ type: 'root', account: call.account });
  const stream = `${api.ApiId}-${stage.StageName.replace('$', '')}`;
  const line = { timestamp: request.receivedAt, message: accessLogLine(Format, context) };
  call.local.logWriter?.append({ group, stream, makesGroup: false, logs }, [line]);
}
