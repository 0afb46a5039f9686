import { isRecord, tryParseJson } from '../../../gateway/json.ts';
import { headerOf } from '../../../gateway/request.ts';
import { violations } from '../json-schema.ts';
import { parseSource } from '../mapping/expressions.ts';
import { mappedValue } from '../mapping/parameters.ts';
import type { MethodExchange } from './exchange.ts';
import { GatewayRefusal } from './response-types.ts';

/** What a method's request validator demands. Throws a refusal (400). API Gateway Developer Guide, "Request validation". */
export function validateRequest(exchange: MethodExchange): void {
  const { method, definition } = exchange;
  const validator = definition.validators.get(method.requestValidatorId ?? '');
  if (validator?.validateRequestParameters) checkParameters(exchange);
  if (validator?.validateRequestBody) checkBody(exchange);
}

function checkParameters(exchange: MethodExchange): void {
  const required = Object.entries(exchange.method.requestParameters ?? {}).filter(([, isRequired]) => isRequired);
  const missing = required.filter(([name]) => (mappedValue(exchange, parseSource(name, 'method.request')) ?? '') === '');
  if (missing.length === 0) return;
  const names = missing.map(([name]) => name.split('.').slice(3).join('.'));
  throw new GatewayRefusal('BAD_REQUEST_PARAMETERS', `Missing required request parameters: [${names.join(', ')}]`, {
    validationErrorString: `Missing required request parameters: [${names.join(', ')}]`,
  });
}

function checkBody({ method, definition, request, log }: MethodExchange): void {
  const contentType = mediaType(headerOf(request.headers, 'content-type'));
  const models = method.requestModels ?? {};
  const name = models[contentType] ?? models.$default;
  const model = name === undefined ? undefined : definition.models.get(name);
  const schema = tryParseJson(model?.schema ?? '')?.value;
  if (!isRecord(schema)) return;
  const parsed = tryParseJson(new TextDecoder().decode(request.body));
  const wrong = parsed
    ? violations(schema, parsed.value, (other) => tryParseJson(definition.models.get(other)?.schema ?? '')?.value)
    : ['Invalid JSON'];
  if (wrong.length === 0) return;
  const validationErrorString = `[${wrong.join(', ')}]`;
  log.error(`Request body does not match model schema for content type ${contentType}: ${validationErrorString}`);
  throw new GatewayRefusal('BAD_REQUEST_BODY', 'Invalid request body', { validationErrorString });
}

/** A Content-Type without its parameters; JSON where there is none. */
export function mediaType(contentType = ''): string {
  return contentType.split(';')[0]!.trim().toLowerCase() || 'application/json';
}
