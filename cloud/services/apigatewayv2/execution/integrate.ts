import { gatewayFor, invokeFunction } from '../../../gateway/invoke-function.ts';
import { isRecord, tryParseJson } from '../../../gateway/json.ts';
import { proxyEvent } from '../../../gateway/proxy-event.ts';
import { isBinaryBody, proxyEventV2 } from '../../../gateway/proxy-event-v2.ts';
import { type GatewayAnswer, proxyAnswer } from '../../../gateway/proxy-result.ts';
import { proxyAnswerV2 } from '../../../gateway/proxy-result-v2.ts';
import { functionTarget } from '../integrations.ts';
import { type RoutedExchange, requestContextV1, requestContextV2, resourcePath, routeArn } from './exchange.ts';
import { internalError, Refusal } from './refusal.ts';

/** Has the route's function answer. Throws a refusal. */
export async function integrate(exchange: RoutedExchange): Promise<GatewayAnswer> {
  const { call, context, definition, request, route } = exchange;
  const integration = definition.integrations.get(/^integrations\/(.+)$/.exec(route.Target ?? '')?.[1] ?? '');
  if (!integration) throw internalError('The route has no integration');
  const isV2 = integration.PayloadFormatVersion === '2.0';
  const functionArn = functionTarget(withVariables(integration.IntegrationUri!, exchange.stage.StageVariables));
  if (functionArn === undefined) throw internalError('The integration names no function');
  const startedAt = call.clock.now();
  const answer = await invokeFunction(
    call.as(gatewayFor(call.account, routeArn(exchange, resourcePath(route))), { traceHeader: request.traceId }).lambda,
    functionArn,
    JSON.stringify(isV2 ? eventV2(exchange) : eventV1(exchange)),
    { clock: call.clock, timeoutMs: integration.TimeoutInMillis! },
  );
  const latency = String(call.clock.now() - startedAt);
  context.integrationLatency = latency;
  context.integration = { latency, status: '200', integrationStatus: '200' };
  context.integrationStatus = '200';
  switch (answer.kind) {
    case 'returned': {
      const response = isV2 ? proxyAnswerV2(answer.payload) : proxyAnswer(answer.payload, () => true);
      if (!response) throw internalError("The response from the Lambda function doesn't match the format that API Gateway expects");
      return response;
    }
    case 'failed': {
      const error = tryParseJson(answer.payload)?.value;
      throw internalError(isRecord(error) ? String(error.errorMessage) : answer.payload);
    }
    case 'refused':
      if (answer.code === 'TooManyRequestsException') throw new Refusal(429, 'Too Many Requests', answer.message);
      throw internalError(
        `The IAM role configured on the integration or API Gateway doesn't have permissions to call the integration. Check the permissions and try again.`,
      );
    case 'timeout':
      throw new Refusal(503, 'Service Unavailable', 'Endpoint request timed out');
  }
}

function eventV2(exchange: RoutedExchange): object {
  const { request, route, rawPath, pathParameters, stage } = exchange;
  return proxyEventV2(request, {
    routeKey: route.RouteKey,
    rawPath,
    pathParameters,
    stageVariables: stage.StageVariables,
    requestContext: requestContextV2(exchange),
  });
}

function eventV1(exchange: RoutedExchange): object {
  const { request, route, rawPath, pathParameters, stage } = exchange;
  const event = proxyEvent(request, {
    resource: resourcePath(route),
    path: rawPath,
    headers: request.headers,
    pathParameters,
    stageVariables: stage.StageVariables,
    requestContext: requestContextV1(exchange),
    isBinary: isBinaryBody(request),
  });
  return { version: '1.0', ...event };
}

/** `${stageVariables.name}` in an integration's URI. */
function withVariables(uri: string, variables: Record<string, string> | undefined): string {
  return uri.replace(/\$\{stageVariables\.(\w+)\}/g, (_, name: string) => variables?.[name] ?? '');
}
