import type { GatewayResponse } from '@aws-sdk/client-api-gateway';
import { substitute } from '../../../gateway/context.ts';
import type { GatewayAnswer } from '../../../gateway/proxy-result.ts';
import { parseSource } from '../mapping/expressions.ts';
import { mappedValue } from '../mapping/parameters.ts';
import type { Exchange } from './exchange.ts';
import { DEFAULT_TEMPLATE, type GatewayRefusal, type ResponseType, responseTypes } from './response-types.ts';

/** A refusal as the API words it: its own gateway response, or that for all of 4XX or 5XX, or AWS's default. */
export function gatewayResponse(exchange: Exchange, refusal: GatewayRefusal): GatewayAnswer {
  const { definition, context } = exchange;
  const { status: usual = 500, error } = responseTypes[refusal.type];
  const status = refusal.status ?? usual;
  const custom = definition.gatewayResponses.get(refusal.type);
  const general = definition.gatewayResponses.get(status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
  const response: GatewayResponse = custom ?? general ?? {};
  const { noMessage, messageKey, validationErrorString } = refusal.details;
  context.error = {
    message: noMessage ? null : refusal.message,
    messageString: noMessage ? 'null' : JSON.stringify(refusal.message),
    responseType: refusal.type,
    ...(validationErrorString !== undefined && { validationErrorString }),
  };
  const answer: GatewayAnswer & { headers: Record<string, string> } = {
    // Reason: a status on a general response counts for all types that have no response of their own.
    status: Number(custom?.statusCode ?? (refusal.status === undefined || general?.statusCode ? (general?.statusCode ?? status) : status)),
    headers: { 'x-amzn-errortype': error },
    cookies: [],
    body: '',
  };
  const templates = Object.entries(response.responseTemplates ?? {});
  const [contentType, template] = templates.find(([type]) => type === 'application/json') ??
    templates[0] ?? ['application/json', DEFAULT_TEMPLATE];
  answer.headers['content-type'] = contentType;
  // Reason: AWS writes its own bodies in three ways: denials with a capital, what comes late in the way with a blank.
  const text =
    template === DEFAULT_TEMPLATE
      ? `{"${messageKey ?? 'message'}":${isLate(refusal.type) ? ' ' : ''}$context.error.messageString}`
      : template!;
  answer.body = substitute(text, context, '');
  for (const [target, source] of Object.entries(response.responseParameters ?? {})) {
    const value = mappedValue(exchange, parseSource(source, 'method.request'));
    if (value !== undefined) answer.headers[target.slice('gatewayresponse.header.'.length).toLowerCase()] = value;
  }
  return answer;
}

function isLate(type: ResponseType): boolean {
  return /^(INTEGRATION_|API_CONFIGURATION_ERROR|BAD_REQUEST_|DEFAULT_5XX|UNSUPPORTED_)/.test(type);
}
