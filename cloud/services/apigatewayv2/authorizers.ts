import type {
  Authorizer,
  CreateAuthorizerRequest,
  CreateAuthorizerResponse,
  DeleteAuthorizerRequest,
  GetAuthorizerRequest,
  GetAuthorizersRequest,
  GetAuthorizersResponse,
  ResetAuthorizersCacheRequest,
  UpdateAuthorizerRequest,
} from '@aws-sdk/client-apigatewayv2';
import { AwsError, notImplemented, refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { deployAutomatically } from './deployments.ts';
import { functionTarget } from './integrations.ts';
import type { Local } from './local.ts';
import { apiOf, badRequest, found, newId, page } from './records.ts';
import type { HttpApisState } from './state.ts';

const MAX_TTL = 3600; // seconds
const UNHONOURED = ['AuthorizerCredentialsArn', 'IdentityValidationExpression'];

/** A function that says who may call. Throws BadRequestException. API Gateway V2 API Reference, CreateAuthorizer. */
export const CreateAuthorizer: Operation<HttpApisState, CreateAuthorizerRequest, CreateAuthorizerResponse, Local> = (input, call) => {
  refuseMembers('apigatewayv2 CreateAuthorizer', input, UNHONOURED);
  const record = apiOf(call, input.ApiId);
  const { ApiId, ...settings } = input;
  const authorizer: Authorizer = {
    AuthorizerId: newId(call.random, 6),
    AuthorizerResultTtlInSeconds: 0,
    EnableSimpleResponses: false,
    ...settings,
    Name: input.Name!,
  };
  check(authorizer);
  record.draft.authorizers.set(authorizer.AuthorizerId!, authorizer);
  deployAutomatically(call, record);
  return structuredClone(authorizer);
};

function check(authorizer: Authorizer): void {
  const { AuthorizerType, AuthorizerUri, AuthorizerPayloadFormatVersion: version, EnableSimpleResponses, IdentitySource = [] } = authorizer;
  const ttl = authorizer.AuthorizerResultTtlInSeconds ?? 0;
  if (AuthorizerType === 'JWT') throw notImplemented('apigatewayv2 authorizers of type JWT');
  if (AuthorizerType !== 'REQUEST') throw badRequest(`Invalid authorizer type: ${AuthorizerType}`);
  if (functionTarget(AuthorizerUri ?? '') === undefined) throw badRequest('AuthorizerUri should be a valid Lambda invocation URI');
  if (version !== '1.0' && version !== '2.0')
    throw badRequest('AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer');
  if (EnableSimpleResponses && version !== '2.0')
    throw badRequest('EnableSimpleResponses is only supported for AuthorizerPayloadFormatVersion 2.0');
  if (ttl < 0 || ttl > MAX_TTL) throw badRequest(`AuthorizerResultTtlInSeconds must be between 0 and ${MAX_TTL}`);
  if (ttl > 0 && IdentitySource.length === 0) throw badRequest('IdentitySource is required when caching is enabled');
  const wrong = IdentitySource.find((source) => !/^\$(request\.(header|querystring)|context|stageVariables)\.[\w.-]+$/.test(source));
  if (wrong !== undefined) throw badRequest(`Invalid identity source: ${wrong}`);
}

export const GetAuthorizer: Operation<HttpApisState, GetAuthorizerRequest, Authorizer, Local> = (input, call) =>
  structuredClone(found(apiOf(call, input.ApiId).draft.authorizers, input.AuthorizerId, 'Authorizer'));

export const GetAuthorizers: Operation<HttpApisState, GetAuthorizersRequest, GetAuthorizersResponse, Local> = (input, call) =>
  page([...apiOf(call, input.ApiId).draft.authorizers.values()], input);

export const UpdateAuthorizer: Operation<HttpApisState, UpdateAuthorizerRequest, Authorizer, Local> = (input, call) => {
  refuseMembers('apigatewayv2 UpdateAuthorizer', input, UNHONOURED);
  const record = apiOf(call, input.ApiId);
  const { ApiId, ...settings } = input;
  const before = found(record.draft.authorizers, input.AuthorizerId, 'Authorizer');
  const next: Authorizer = { ...before, ...settings, Name: input.Name ?? before.Name };
  check(next);
  record.draft.authorizers.set(input.AuthorizerId!, next);
  deployAutomatically(call, record);
  return structuredClone(next);
};

export const DeleteAuthorizer: Operation<HttpApisState, DeleteAuthorizerRequest, void, Local> = (input, call) => {
  const record = apiOf(call, input.ApiId);
  found(record.draft.authorizers, input.AuthorizerId, 'Authorizer');
  if ([...record.draft.routes.values()].some(({ AuthorizerId }) => AuthorizerId === input.AuthorizerId)) {
    throw new AwsError('ConflictException', 'Cannot delete authorizer, is referenced by a route');
  }
  record.draft.authorizers.delete(input.AuthorizerId!);
  deployAutomatically(call, record);
};

export const ResetAuthorizersCache: Operation<HttpApisState, ResetAuthorizersCacheRequest, void, Local> = (input, call) => {
  found(apiOf(call, input.ApiId).stages, input.StageName, 'Stage');
  call.local.authorizers.forget(`${input.ApiId}/${input.StageName}/`);
};
