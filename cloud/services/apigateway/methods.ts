import type {
  DeleteMethodRequest,
  DeleteMethodResponseRequest,
  GetMethodRequest,
  GetMethodResponseRequest,
  Method,
  MethodResponse,
  PutMethodRequest,
  PutMethodResponseRequest,
  UpdateMethodRequest,
  UpdateMethodResponseRequest,
} from '@aws-sdk/client-api-gateway';
import { notImplemented, refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { apiOf, badRequest, conflict, copy, found, type RestCall, resourceOf } from './ids.ts';
import type { Local } from './local.ts';
import { entry, flag, flagEntry, type PatchTable, patched, text } from './patch.ts';
import type { ApiRecord, RestApisState } from './state.ts';

const METHODS = ['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

interface MethodPlace {
  restApiId: string | undefined;
  resourceId: string | undefined;
  httpMethod: string | undefined;
}

/** The method an input names. Throws NotFoundException. */
export function methodOf(call: RestCall, { restApiId, resourceId, httpMethod }: MethodPlace): Method {
  return found(resourceOf(apiOf(call, restApiId), resourceId).methods, httpMethod, 'Invalid Method identifier specified');
}

/** Throws ConflictException, BadRequestException, NotFoundException. API Gateway API Reference, PutMethod. */
export const PutMethod: Operation<RestApisState, PutMethodRequest, Method, Local> = (input, call) => {
  refuseMembers('apigateway PutMethod', input, ['authorizationScopes']);
  const api = apiOf(call, input.restApiId);
  const { methods } = resourceOf(api, input.resourceId);
  const { restApiId, resourceId, ...settings } = input;
  if (!METHODS.includes(input.httpMethod!))
    throw badRequest('Invalid HttpMethod specified. Valid options are GET,HEAD,PUT,POST,DELETE,PATCH,OPTIONS,ANY');
  if (methods.has(input.httpMethod!)) throw conflict('Method already exists for this resource');
  const method: Method = { ...settings, apiKeyRequired: input.apiKeyRequired ?? false };
  checkMethod(api, method);
  methods.set(input.httpMethod!, method);
  return copy(method);
};

function checkMethod({ draft }: ApiRecord, method: Method): void {
  const { authorizationType, authorizerId, requestValidatorId, requestModels, requestParameters } = method;
  if (authorizationType === 'COGNITO_USER_POOLS') throw notImplemented('apigateway methods with Cognito authorizers');
  if (!['NONE', 'AWS_IAM', 'CUSTOM'].includes(authorizationType ?? '')) {
    throw badRequest('Invalid authorization type specified. Must be one of: [NONE, AWS_IAM, CUSTOM, COGNITO_USER_POOLS]');
  }
  if (authorizationType === 'CUSTOM' && !draft.authorizers.has(authorizerId ?? '')) {
    throw badRequest(
      'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
    );
  }
  if (requestValidatorId && !draft.validators.has(requestValidatorId)) throw badRequest('Invalid Request Validator identifier specified');
  for (const name of Object.values(requestModels ?? {})) {
    if (!draft.models.has(name)) throw badRequest(`Invalid model identifier specified: ${name}`);
  }
  for (const name of Object.keys(requestParameters ?? {})) {
    if (!/^method\.request\.(path|header|querystring|multivalueheader|multivaluequerystring)\.[^.\s]+$/.test(name)) {
      throw badRequest(
        `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: ${name}]`,
      );
    }
  }
}

export const GetMethod: Operation<RestApisState, GetMethodRequest, Method, Local> = (input, call) => copy(methodOf(call, input));

export const UpdateMethod: Operation<RestApisState, UpdateMethodRequest, Method, Local> = (input, call) => {
  const api = apiOf(call, input.restApiId);
  const { methods } = resourceOf(api, input.resourceId);
  const next = patched(methodOf(call, input), input.patchOperations, methodPatches);
  checkMethod(api, next);
  methods.set(input.httpMethod!, next);
  return copy(next);
};

const methodPatches: PatchTable<Method> = {
  '/authorizationType': text('authorizationType'),
  '/authorizerId': text('authorizerId'),
  '/apiKeyRequired': flag('apiKeyRequired'),
  '/operationName': text('operationName'),
  '/requestValidatorId': (method, value) => {
    if (value) method.requestValidatorId = value;
    else delete method.requestValidatorId;
  },
  '/requestParameters/{name}': flagEntry('requestParameters'),
  '/requestModels/{contentType}': entry('requestModels'),
};

export const DeleteMethod: Operation<RestApisState, DeleteMethodRequest, void, Local> = (input, call) => {
  methodOf(call, input);
  resourceOf(apiOf(call, input.restApiId), input.resourceId).methods.delete(input.httpMethod!);
};

/** Throws ConflictException, NotFoundException. API Gateway API Reference, PutMethodResponse. */
export const PutMethodResponse: Operation<RestApisState, PutMethodResponseRequest, MethodResponse, Local> = (input, call) => {
  const { restApiId, resourceId, httpMethod, ...response } = input;
  const method = methodOf(call, input);
  if (!/^[1-5]\d\d$/.test(input.statusCode!)) throw badRequest('Invalid response status code specified');
  for (const name of Object.keys(input.responseParameters ?? {})) {
    if (!/^method\.response\.header\.[^.\s]+$/.test(name)) {
      throw badRequest(
        `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: ${name}]`,
      );
    }
  }
  method.methodResponses ??= {};
  if (Object.hasOwn(method.methodResponses, input.statusCode!)) throw conflict('Response already exists for this resource');
  method.methodResponses[input.statusCode!] = response;
  return copy(response);
};

function responseOf(
  call: RestCall,
  input: MethodPlace & { statusCode: string | undefined },
): { all: Record<string, MethodResponse>; one: MethodResponse } {
  const all = methodOf(call, input).methodResponses ?? {};
  return { all, one: found(new Map(Object.entries(all)), input.statusCode, 'Invalid Response status code specified') };
}

export const GetMethodResponse: Operation<RestApisState, GetMethodResponseRequest, MethodResponse, Local> = (input, call) =>
  copy(responseOf(call, input).one);

export const UpdateMethodResponse: Operation<RestApisState, UpdateMethodResponseRequest, MethodResponse, Local> = (input, call) => {
  const { all, one } = responseOf(call, input);
  const next = patched(one, input.patchOperations, {
    '/responseParameters/{name}': flagEntry<MethodResponse>('responseParameters'),
    '/responseModels/{contentType}': entry<MethodResponse>('responseModels'),
  });
  all[input.statusCode!] = next;
  return copy(next);
};

export const DeleteMethodResponse: Operation<RestApisState, DeleteMethodResponseRequest, void, Local> = (input, call) => {
  delete responseOf(call, input).all[input.statusCode!];
};
