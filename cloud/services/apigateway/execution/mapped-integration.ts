import type { Integration, IntegrationResponse } from '@aws-sdk/client-api-gateway';
import { isRecord, tryParseJson } from '../../../gateway/json.ts';
import { type GatewayAnswer, isFieldValue, isToken } from '../../../gateway/proxy-result.ts';
import { headerOf, type Pair } from '../../../gateway/request.ts';
import { parseSource } from '../mapping/expressions.ts';
import { mappedValue } from '../mapping/parameters.ts';
import { renderTemplate } from '../mapping/vtl.ts';
import { TemplateError } from '../mapping/vtl-values.ts';
import { templateOf } from './compiled.ts';
import { type MethodExchange, templateInput } from './exchange.ts';
import { invokeIntegration } from './integrate.ts';
import { configurationError, GatewayRefusal } from './response-types.ts';
import { mediaType } from './validate-request.ts';

/** Integrations whose request and answer are mapped: Lambda without proxy, and MOCK. Throws a refusal. */
export async function mappedIntegration(exchange: MethodExchange, integration: Integration): Promise<GatewayAnswer> {
  const event = requestBody(exchange, integration);
  if (integration.type === 'MOCK') {
    const statusCode = mockStatus(event);
    if (statusCode === undefined) {
      throw configurationError('Unable to parse statusCode. It should be an integer that is defined in the request template');
    }
    return mapAnswer(exchange, selected(integration, statusCode), '');
  }
  const result = await invokeIntegration(exchange, integration, event, isAsync(exchange, integration));
  const error = result.kind === 'failed' ? tryParseJson(result.payload)?.value : undefined;
  const message = isRecord(error) ? String(error.errorMessage) : undefined;
  return mapAnswer(exchange, selected(integration, message), result.payload);
}

/** The status that a mock's template says. It may be looser than JSON: CDK writes `{ statusCode: 204 }`. */
function mockStatus(event: string): string | undefined {
  return /^\s*\{[\s\S]*?(?<![\w-])["']?statusCode["']?\s*:\s*["']?([1-5]\d\d)\b/.exec(event)?.[1];
}

/** What goes to the integration: the template for the request's media type, or the body as it is. */
function requestBody(exchange: MethodExchange, { requestTemplates = {}, passthroughBehavior }: Integration): string {
  const { request, compiled } = exchange;
  const body = new TextDecoder().decode(request.body);
  const contentType = mediaType(headerOf(request.headers, 'content-type'));
  const template = Object.entries(requestTemplates).find(([type]) => type.toLowerCase() === contentType)?.[1] ?? requestTemplates.$default;
  if (template !== undefined) return rendered(() => renderTemplate(templateOf(compiled, template), templateInput(exchange, body)), true);
  const passes =
    passthroughBehavior === 'WHEN_NO_MATCH' || (passthroughBehavior === 'WHEN_NO_TEMPLATES' && Object.keys(requestTemplates).length === 0);
  if (!passes) throw new GatewayRefusal('UNSUPPORTED_MEDIA_TYPE', 'Unsupported Media Type');
  return body;
}

function rendered(render: () => string, isRequest: boolean): string {
  try {
    return render();
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    if (isRequest)
      throw new GatewayRefusal('DEFAULT_4XX', error.message, {
        status: 400,
        logLine: `Execution failed due to configuration error: ${error.message}`,
      });
    throw configurationError(error.message);
  }
}

function isAsync(exchange: MethodExchange, { requestParameters = {} }: Integration): boolean {
  const [, source] = Object.entries(requestParameters).find(([name]) => /\.header\.x-amz-invocation-type$/i.test(name)) ?? [];
  return source !== undefined && mappedValue(exchange, parseSource(source, 'method.request')) === 'Event';
}

/** The integration response for a status code or an error message: by its pattern, else the one without a pattern. */
function selected({ integrationResponses = {} }: Integration, key: string | undefined): IntegrationResponse {
  const all = Object.values(integrationResponses);
  const byPattern = all.find(
    ({ selectionPattern }) => selectionPattern && key !== undefined && new RegExp(`^(?:${selectionPattern})$`, 'u').test(key),
  );
  const response = byPattern ?? all.find(({ selectionPattern }) => !selectionPattern);
  if (!response) throw configurationError('No match for output mapping and no default endpoint mapping configured');
  return response;
}

function mapAnswer(exchange: MethodExchange, response: IntegrationResponse, payload: string): GatewayAnswer {
  const { method, request, compiled, stage } = exchange;
  if (!Object.hasOwn(method.methodResponses ?? {}, response.statusCode!)) {
    throw configurationError(`Output mapping refers to an invalid method response: ${response.statusCode}`);
  }
  const templates = Object.entries(response.responseTemplates ?? {});
  const accepted = (headerOf(request.headers, 'accept') ?? '').split(',').map((type) => mediaType(type));
  const [contentType, template] = templates.find(([type]) => accepted.includes(type.toLowerCase())) ??
    templates[0] ?? ['application/json', undefined];
  // Reason: a template may set these, and what it sets wins over the mappings.
  const override: { status?: unknown; header: Record<string, unknown> } = { header: {} };
  const input = templateInput(exchange, payload);
  input.context = { ...input.context, responseOverride: override };
  const body = template ? rendered(() => renderTemplate(templateOf(compiled, template), input), false) : payload;
  const headers: Record<string, string> = { 'content-type': contentType };
  const answerHeaders: Pair[] = [['Content-Type', 'application/json']];
  const place = { request: { ...request, headers: answerHeaders }, context: exchange.context, stage, body: payload };
  for (const [target, source] of Object.entries(response.responseParameters ?? {})) {
    const value = mappedValue(place, parseSource(source, 'integration.response'));
    if (value !== undefined) headers[target.slice('method.response.header.'.length).toLowerCase()] = value;
  }
  for (const [name, value] of Object.entries(override.header))
    if (isToken(name) && isFieldValue(String(value))) headers[name.toLowerCase()] = String(value);
  const status = /^[1-5]\d\d$/.test(String(override.status)) ? Number(override.status) : Number(response.statusCode);
  return { status, headers, cookies: [], body };
}
