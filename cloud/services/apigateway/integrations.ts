import type {
  DeleteIntegrationRequest,
  DeleteIntegrationResponseRequest,
  GetIntegrationRequest,
  GetIntegrationResponseRequest,
  Integration,
  IntegrationResponse,
  PutIntegrationRequest,
  PutIntegrationResponseRequest,
  UpdateIntegrationRequest,
  UpdateIntegrationResponseRequest,
} from '@aws-sdk/client-api-gateway';
import { notImplemented, refuseMembers } from '../../aws-error.ts';
import { functionOf } from '../../gateway/invoke-function.ts';
import type { Operation } from '../../operation.ts';
import { badRequest, copy, found, notFound, type RestCall } from './ids.ts';
import { isPattern } from './json-schema.ts';
import type { Local } from './local.ts';
import { checkRequestMapping, checkResponseMapping } from './mapping/expressions.ts';
import { parseTemplate } from './mapping/vtl-parser.ts';
import { methodOf } from './methods.ts';
import { entry, number, type PatchTable, patched, text } from './patch.ts';
import type { RestApisState } from './state.ts';

const MIN_TIMEOUT_MS = 50;
const MAX_TIMEOUT_MS = 29_000;

/** Says what a method does; replaces what it did. Throws BadRequestException. API Gateway API Reference, PutIntegration. */
export const PutIntegration: Operation<RestApisState, PutIntegrationRequest, Integration, Local> = (input, call) => {
  refuseMembers('apigateway PutIntegration', input, ['connectionId', 'tlsConfig', 'integrationTarget']);
  if (input.responseTransferMode === 'STREAM') throw notImplemented('apigateway integrations that stream their responses');
  const method = methodOf(call, input);
  const { restApiId, resourceId, httpMethod, integrationHttpMethod, ...settings } = input;
  const integration: Integration = {
    ...settings,
    ...(integrationHttpMethod !== undefined && { httpMethod: integrationHttpMethod }),
    passthroughBehavior: input.passthroughBehavior ?? 'WHEN_NO_MATCH',
    timeoutInMillis: input.timeoutInMillis ?? MAX_TIMEOUT_MS,
    cacheNamespace: input.cacheNamespace ?? resourceId!,
    cacheKeyParameters: input.cacheKeyParameters ?? [],
  };
  checkIntegration(call, integration);
  method.methodIntegration = integration;
  return copy(integration);
};

function checkIntegration(call: RestCall, integration: Integration): void {
  const { type, uri, httpMethod, passthroughBehavior, timeoutInMillis, connectionType, credentials } = integration;
  if (type === 'HTTP' || type === 'HTTP_PROXY') throw notImplemented(`apigateway integrations of type ${type}`);
  if (!['AWS', 'AWS_PROXY', 'MOCK'].includes(type ?? '')) throw badRequest('Invalid integration type specified');
  if (connectionType === 'VPC_LINK') throw notImplemented('apigateway integrations through a VPC link');
  if (!['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'].includes(passthroughBehavior!)) {
    throw badRequest('Invalid passthrough behavior specified. Must be one of: [WHEN_NO_MATCH, NEVER, WHEN_NO_TEMPLATES]');
  }
  if (timeoutInMillis! < MIN_TIMEOUT_MS || timeoutInMillis! > MAX_TIMEOUT_MS) {
    throw badRequest(`Timeout should be between ${MIN_TIMEOUT_MS} ms and ${MAX_TIMEOUT_MS} ms`);
  }
  if ((integration.cacheKeyParameters?.length ?? 0) > 0) throw notImplemented('apigateway caching (cacheKeyParameters)');
  if (type !== 'MOCK') {
    if (!uri) throw badRequest('Invalid ARN specified in the request');
    if (!httpMethod) throw badRequest('Enumeration value for HttpMethod must be non-empty');
    if (functionOf(uri) === undefined) throw notImplemented(`apigateway integrations with ${uri}`);
    if (httpMethod !== 'POST')
      throw notImplemented(`apigateway Lambda integrations with the HTTP method ${httpMethod}: Lambda takes POST only`);
  }
  if (credentials) {
    if (!/^arn:aws[a-z-]*:iam::\d{12}:role\/.+/.test(credentials))
      throw notImplemented(`apigateway integrations with the credentials ${credentials}`);
    call.authorize({ action: 'iam:PassRole', resource: credentials, context: { 'iam:PassedToService': 'apigateway.amazonaws.com' } });
  }
  if (type === 'AWS_PROXY') {
    if (Object.keys(integration.requestTemplates ?? {}).length > 0) {
      throw notImplemented('apigateway Lambda proxy integrations with requestTemplates, which have no effect on AWS');
    }
    if (Object.keys(integration.requestParameters ?? {}).length > 0) {
      throw notImplemented('apigateway Lambda proxy integrations with requestParameters');
    }
  }
  for (const [target, source] of Object.entries(integration.requestParameters ?? {})) checkRequestMapping(target, source);
  for (const template of Object.values(integration.requestTemplates ?? {})) parseTemplate(template);
}

function integrationOf(call: RestCall, input: Parameters<typeof methodOf>[1]): Integration {
  const integration = methodOf(call, input).methodIntegration;
  if (!integration) throw notFound('Invalid Integration identifier specified');
  return integration;
}

export const GetIntegration: Operation<RestApisState, GetIntegrationRequest, Integration, Local> = (input, call) =>
  copy(integrationOf(call, input));

export const UpdateIntegration: Operation<RestApisState, UpdateIntegrationRequest, Integration, Local> = (input, call) => {
  const next = patched(integrationOf(call, input), input.patchOperations, integrationPatches);
  checkIntegration(call, next);
  methodOf(call, input).methodIntegration = next;
  return copy(next);
};

const integrationPatches: PatchTable<Integration> = {
  '/uri': text('uri'),
  '/httpMethod': text('httpMethod'),
  '/credentials': (integration, value) => {
    if (value) integration.credentials = value;
    else delete integration.credentials;
  },
  '/passthroughBehavior': text('passthroughBehavior'),
  '/timeoutInMillis': number('timeoutInMillis'),
  '/requestParameters/{name}': entry('requestParameters'),
  '/requestTemplates/{contentType}': entry('requestTemplates'),
};

export const DeleteIntegration: Operation<RestApisState, DeleteIntegrationRequest, void, Local> = (input, call) => {
  integrationOf(call, input);
  delete methodOf(call, input).methodIntegration;
};

/** How an integration's answer becomes the method's. Replaces what there was. API Gateway API Reference, PutIntegrationResponse. */
export const PutIntegrationResponse: Operation<RestApisState, PutIntegrationResponseRequest, IntegrationResponse, Local> = (
  input,
  call,
) => {
  const integration = integrationOf(call, input);
  const { restApiId, resourceId, httpMethod, ...response } = input;
  if (integration.type === 'AWS_PROXY')
    throw notImplemented('apigateway integration responses of proxy integrations, which have no effect on AWS');
  checkResponse(response, methodOf(call, input).methodResponses?.[input.statusCode!]?.responseParameters);
  integration.integrationResponses = { ...integration.integrationResponses, [input.statusCode!]: response };
  return copy(response);
};

/** `declared` are the headers of the method response, which must exist. */
function checkResponse(response: IntegrationResponse, declared: Record<string, boolean> | undefined): void {
  if (!/^[1-5]\d\d$/.test(response.statusCode!)) throw badRequest('Invalid response status code specified');
  if (response.contentHandling === 'CONVERT_TO_BINARY') throw notImplemented('apigateway integration responses with CONVERT_TO_BINARY');
  for (const [target, source] of Object.entries(response.responseParameters ?? {})) {
    if (!Object.hasOwn(declared ?? {}, target))
      throw badRequest(
        `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: ${target}]`,
      );
    checkResponseMapping(target, source);
  }
  for (const template of Object.values(response.responseTemplates ?? {})) parseTemplate(template);
  if (!isPattern(response.selectionPattern ?? '')) throw badRequest(`Invalid selection pattern specified: ${response.selectionPattern}`);
}

type ResponsePlace = Parameters<typeof methodOf>[1] & { statusCode: string | undefined };

function responseOf(call: RestCall, input: ResponsePlace): IntegrationResponse {
  const all = integrationOf(call, input).integrationResponses ?? {};
  return found(new Map(Object.entries(all)), input.statusCode, 'Invalid Response status code specified');
}

export const GetIntegrationResponse: Operation<RestApisState, GetIntegrationResponseRequest, IntegrationResponse, Local> = (input, call) =>
  copy(responseOf(call, input));

export const UpdateIntegrationResponse: Operation<RestApisState, UpdateIntegrationResponseRequest, IntegrationResponse, Local> = (
  input,
  call,
) => {
  const next = patched(responseOf(call, input), input.patchOperations, {
    '/selectionPattern': text<IntegrationResponse>('selectionPattern'),
    '/responseParameters/{name}': entry<IntegrationResponse>('responseParameters'),
    '/responseTemplates/{contentType}': entry<IntegrationResponse>('responseTemplates'),
  });
  checkResponse(next, methodOf(call, input).methodResponses?.[input.statusCode!]?.responseParameters);
  integrationOf(call, input).integrationResponses![input.statusCode!] = next;
  return copy(next);
};

export const DeleteIntegrationResponse: Operation<RestApisState, DeleteIntegrationResponseRequest, void, Local> = (input, call) => {
  responseOf(call, input);
  delete integrationOf(call, input).integrationResponses![input.statusCode!];
};
