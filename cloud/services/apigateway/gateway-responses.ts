import type {
  DeleteGatewayResponseRequest,
  GatewayResponse,
  GatewayResponses,
  GetGatewayResponseRequest,
  GetGatewayResponsesRequest,
  PutGatewayResponseRequest,
  UpdateGatewayResponseRequest,
} from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../operation.ts';
import { DEFAULT_TEMPLATE, type ResponseType, responseTypes } from './execution/response-types.ts';
import { apiOf, badRequest, copy, notFound } from './ids.ts';
import type { Local } from './local.ts';
import { checkGatewayMapping } from './mapping/expressions.ts';
import { page } from './page.ts';
import { entry, patched, text } from './patch.ts';
import type { ApiRecord, RestApisState } from './state.ts';

/** Throws BadRequestException. API Gateway API Reference, PutGatewayResponse. */
export const PutGatewayResponse: Operation<RestApisState, PutGatewayResponseRequest, GatewayResponse, Local> = (input, call) => {
  const api = apiOf(call, input.restApiId);
  const { restApiId, ...given } = input;
  const response: GatewayResponse = { ...fallback(typeOf(input.responseType)), ...given, defaultResponse: false };
  check(response);
  api.draft.gatewayResponses.set(input.responseType!, response);
  return copy(response);
};

function check({ statusCode, responseParameters }: GatewayResponse): void {
  if (statusCode !== undefined && !/^[1-5]\d\d$/.test(statusCode)) throw badRequest('Invalid status code specified');
  for (const [target, source] of Object.entries(responseParameters ?? {})) checkGatewayMapping(target, source);
}

function typeOf(name: string | undefined): ResponseType {
  if (!Object.hasOwn(responseTypes, name ?? '')) throw notFound('Gateway response type not found');
  return name as ResponseType;
}

function fallback(responseType: ResponseType): GatewayResponse {
  const { status } = responseTypes[responseType];
  return {
    responseType,
    ...(status !== undefined && { statusCode: String(status) }),
    responseParameters: {},
    responseTemplates: { 'application/json': DEFAULT_TEMPLATE },
    defaultResponse: true,
  };
}

function effective({ draft }: ApiRecord, name: string | undefined): GatewayResponse {
  return draft.gatewayResponses.get(name ?? '') ?? fallback(typeOf(name));
}

export const GetGatewayResponse: Operation<RestApisState, GetGatewayResponseRequest, GatewayResponse, Local> = (input, call) =>
  copy(effective(apiOf(call, input.restApiId), input.responseType));

export const GetGatewayResponses: Operation<RestApisState, GetGatewayResponsesRequest, GatewayResponses, Local> = (input, call) => {
  const api = apiOf(call, input.restApiId);
  return page(
    Object.keys(responseTypes).map((type) => effective(api, type)),
    input,
  );
};

export const UpdateGatewayResponse: Operation<RestApisState, UpdateGatewayResponseRequest, GatewayResponse, Local> = (input, call) => {
  const api = apiOf(call, input.restApiId);
  const next = patched(effective(api, input.responseType), input.patchOperations, {
    '/statusCode': text<GatewayResponse>('statusCode'),
    '/responseParameters/{name}': entry<GatewayResponse>('responseParameters'),
    '/responseTemplates/{contentType}': entry<GatewayResponse>('responseTemplates'),
  });
  check(next);
  next.defaultResponse = false;
  api.draft.gatewayResponses.set(input.responseType!, next);
  return copy(next);
};

export const DeleteGatewayResponse: Operation<RestApisState, DeleteGatewayResponseRequest, void, Local> = (input, call) => {
  if (!apiOf(call, input.restApiId).draft.gatewayResponses.delete(typeOf(input.responseType)))
    throw notFound('Gateway response type not defined on api');
};
