import type { Integration } from '@aws-sdk/client-api-gateway';
import { AwsError } from '../../../aws-error.ts';
import { type FunctionAnswer, functionOf, gatewayFor, invokeFunction } from '../../../gateway/invoke-function.ts';
import type { GatewayAnswer } from '../../../gateway/proxy-result.ts';
import { assumeRole } from '../logs-role.ts';
import { type MethodExchange, methodArn } from './exchange.ts';
import { mappedIntegration } from './mapped-integration.ts';
import { proxyIntegration } from './proxy-integration.ts';
import { configurationError, GatewayRefusal } from './response-types.ts';
import { traceCall } from './tracing.ts';

/** Has the method's integration answer. Throws a refusal. */
export async function integrate(exchange: MethodExchange): Promise<GatewayAnswer> {
  const integration = exchange.method.methodIntegration!;
  return integration.type === 'AWS_PROXY' ? proxyIntegration(exchange, integration) : mappedIntegration(exchange, integration);
}

/** Invokes the integration's function. Throws a refusal where Lambda refuses or the time is over. */
export async function invokeIntegration(
  exchange: MethodExchange,
  integration: Integration,
  event: string,
  isAsync = false,
): Promise<FunctionAnswer & { kind: 'returned' | 'failed' }> {
  const { call, log, context, setting } = exchange;
  const uri = withVariables(integration.uri!, exchange.stage.variables);
  const functionArn = functionOf(uri);
  if (functionArn === undefined) throw configurationError(`Invalid endpoint address: ${uri}`);
  log.info(`Endpoint request URI: https://lambda.${call.region}.amazonaws.com/2015-03-31/functions/${functionArn}/invocations`);
  if (setting.dataTraceEnabled) log.info(`Endpoint request body after transformations: ${event}`);
  log.info(`Sending request to https://lambda.${call.region}.amazonaws.com/2015-03-31/functions/${functionArn}/invocations`);
  const startedAt = call.clock.now();
  const traced = traceCall(exchange, functionArn);
  const answer = await invokeFunction((await callerFor(exchange, integration, traced.header)).lambda, functionArn, event, {
    clock: call.clock,
    timeoutMs: integration.timeoutInMillis!,
    async: isAsync,
  });
  traced.end(answer, startedAt);
  const latency = call.clock.now() - startedAt;
  context.integrationLatency = String(latency);
  context.integration = { latency: String(latency), status: '200', integrationStatus: '200' };
  if (answer.kind === 'timeout') {
    Object.assign(context.integration as object, { status: '504', error: 'Execution failed due to a timeout error' });
    throw new GatewayRefusal('INTEGRATION_TIMEOUT', 'Endpoint request timed out', { logLine: 'Execution failed due to a timeout error' });
  }
  if (answer.kind === 'refused') throw refused(exchange, answer);
  log.info(`Received response. Status: 200, Integration latency: ${latency} ms`);
  if (setting.dataTraceEnabled) log.info(`Endpoint response body before transformations: ${answer.payload}`);
  return answer;
}

function refused({ context }: MethodExchange, { code, message }: FunctionAnswer & { kind: 'refused' }): GatewayRefusal {
  Object.assign(context.integration as object, { status: code === 'AccessDenied' ? '403' : '400', error: message });
  if (code === 'AccessDenied' || code === 'ResourceNotFoundException') return configurationError('Invalid permissions on Lambda function');
  if (code === 'InvalidRequestContentException') return new GatewayRefusal('DEFAULT_4XX', message, { status: 400, logLine: message });
  if (code === 'RequestTooLargeException') return new GatewayRefusal('REQUEST_TOO_LARGE', 'Request Too Long', { logLine: message });
  // Reason: a throttled or unready function is an error of the API's towards its client.
  return new GatewayRefusal('DEFAULT_5XX', 'Internal server error', {
    status: 500,
    logLine: `Lambda invocation failed: ${code}: ${message}`,
  });
}

/** Lambda as API Gateway itself, or as the integration's role. */
async function callerFor(exchange: MethodExchange, { credentials }: Integration, traceHeader: string) {
  const { call, resource } = exchange;
  // Reason: permissions name a method by its resource's path, whatever its variables are.
  if (!credentials) return call.as(gatewayFor(call.account, methodArn(exchange, resource.path)), { traceHeader });
  try {
    return call.as(await assumeRole(call, credentials, 'BackplaneAssumeRoleSession'), { traceHeader });
  } catch (error) {
    if (error instanceof AwsError)
      throw configurationError(`API Gateway does not have permission to assume the provided role ${credentials}`);
    throw error;
  }
}

/** `${stageVariables.name}` in an integration's URI. */
function withVariables(uri: string, variables: Record<string, string> | undefined): string {
  return uri.replace(/\$\{stageVariables\.(\w+)\}/g, (_, name: string) => variables?.[name] ?? '');
}
