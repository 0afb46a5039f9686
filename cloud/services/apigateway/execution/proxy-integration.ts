import type { Integration } from '@aws-sdk/client-api-gateway';
import { isRecord, tryParseJson } from '../../../gateway/json.ts';
import { proxyEvent } from '../../../gateway/proxy-event.ts';
import { type GatewayAnswer, proxyAnswer } from '../../../gateway/proxy-result.ts';
import { headerOf } from '../../../gateway/request.ts';
import { isBinaryType } from './binary.ts';
import { type MethodExchange, requestContext } from './exchange.ts';
import { invokeIntegration } from './integrate.ts';
import { GatewayRefusal } from './response-types.ts';

/** Lambda proxy: the whole request goes as the event, the function says the whole answer. Throws a refusal. */
export async function proxyIntegration(exchange: MethodExchange, integration: Integration): Promise<GatewayAnswer> {
  const { request, resource, pathParameters, stage, definition, log, setting } = exchange;
  const event = proxyEvent(request, {
    resource: resource.path,
    path: request.path,
    // Reason: AWS makes the body's length anew and does not hand the client's on.
    headers: request.headers.filter(([name]) => name.toLowerCase() !== 'content-length'),
    pathParameters,
    stageVariables: stage.variables,
    requestContext: requestContext(exchange),
    isBinary: isBinaryType(headerOf(request.headers, 'content-type'), definition.binaryMediaTypes),
  });
  const result = await invokeIntegration(exchange, integration, JSON.stringify(event));
  if (result.kind === 'failed') {
    const error = tryParseJson(result.payload)?.value;
    const message = isRecord(error) ? String(error.errorMessage) : result.payload;
    throw badGateway(`Lambda execution failed with status 200 due to customer function error: ${message}`);
  }
  const accepted = headerOf(request.headers, 'accept')?.split(',')[0];
  const answer = proxyAnswer(result.payload, () => isBinaryType(accepted, definition.binaryMediaTypes));
  if (!answer) throw badGateway('Execution failed due to configuration error: Malformed Lambda proxy response');
  if (setting.dataTraceEnabled) {
    const text = typeof answer.body === 'string' ? answer.body : '[Binary Data]';
    log.info(`Method response body after transformations: ${text}`);
    log.info(`Method response headers: ${JSON.stringify(answer.headers)}`);
  }
  return answer;
}

function badGateway(logLine: string): GatewayRefusal {
  return new GatewayRefusal('DEFAULT_5XX', 'Internal server error', { status: 502, logLine });
}
