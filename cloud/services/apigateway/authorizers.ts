import type {
  Authorizer,
  Authorizers,
  CreateAuthorizerRequest,
  DeleteAuthorizerRequest,
  GetAuthorizerRequest,
  GetAuthorizersRequest,
  UpdateAuthorizerRequest,
} from '@aws-sdk/client-api-gateway';
import { notImplemented } from '../../aws-error.ts';
import { functionOf } from '../../gateway/invoke-function.ts';
import type { Operation } from '../../operation.ts';
import { apiOf, badRequest, conflict, copy, found, newId } from './ids.ts';
import { isPattern } from './json-schema.ts';
import type { Local } from './local.ts';
import { page } from './page.ts';
import { number, type PatchTable, patched, text } from './patch.ts';
import type { Definition, RestApisState } from './state.ts';

const MISSING = 'Invalid Authorizer identifier specified';
const DEFAULT_TTL = 300; // seconds
const MAX_TTL = 3600; // seconds

/** A function that says who may call. Throws BadRequestException. API Gateway API Reference, CreateAuthorizer. */
export const CreateAuthorizer: Operation<RestApisState, CreateAuthorizerRequest, Authorizer, Local> = (input, call) => {
  const { draft } = apiOf(call, input.restApiId);
  const { restApiId, ...settings } = input;
  const authorizer: Authorizer = {
    id: newId(call.random, 6),
    ...settings,
    authType: input.authType ?? 'custom',
    authorizerResultTtlInSeconds: input.authorizerResultTtlInSeconds ?? DEFAULT_TTL,
  };
  check(draft, authorizer);
  draft.authorizers.set(authorizer.id!, authorizer);
  return copy(authorizer);
};

function check({ authorizers }: Definition, authorizer: Authorizer): void {
  const {
    id,
    name,
    type,
    authorizerUri,
    authorizerCredentials,
    identitySource,
    authorizerResultTtlInSeconds: ttl = DEFAULT_TTL,
  } = authorizer;
  if (type === 'COGNITO_USER_POOLS') throw notImplemented('apigateway authorizers of type COGNITO_USER_POOLS');
  if (type !== 'TOKEN' && type !== 'REQUEST') throw badRequest('Invalid enum value for authorizer type');
  if (!/^[a-zA-Z0-9_.-]+$/.test(name ?? '')) throw badRequest('Invalid authorizer name');
  if ([...authorizers.values()].some((other) => other.name === name && other.id !== id)) throw conflict('Authorizer name must be unique');
  if (functionOf(authorizerUri ?? '') === undefined) throw badRequest('Invalid Authorizer URI: the URI must be a Lambda function ARN');
  if (!isPattern(authorizer.identityValidationExpression ?? '')) throw badRequest('Invalid identity validation expression specified');
  if (authorizerCredentials) throw notImplemented('apigateway authorizers with authorizerCredentials');
  if (ttl < 0 || ttl > MAX_TTL) throw badRequest(`Authorizer result TTL must be between 0 and ${MAX_TTL} seconds`);
  const sources = (identitySource ?? '').split(',').map((source) => source.trim());
  const allowed =
    type === 'TOKEN' ? /^method\.request\.header\.[^.\s,]+$/ : /^(method\.request\.(header|querystring)|stageVariables|context)\.[^\s,]+$/;
  const isOptional = type === 'REQUEST' && ttl === 0;
  if (!(isOptional && !identitySource) && !sources.every((source) => allowed.test(source))) {
    throw badRequest(`Invalid identity source specified: ${identitySource}`);
  }
}

export const GetAuthorizer: Operation<RestApisState, GetAuthorizerRequest, Authorizer, Local> = (input, call) =>
  copy(found(apiOf(call, input.restApiId).draft.authorizers, input.authorizerId, MISSING));

export const GetAuthorizers: Operation<RestApisState, GetAuthorizersRequest, Authorizers, Local> = (input, call) =>
  page([...apiOf(call, input.restApiId).draft.authorizers.values()], input);

export const UpdateAuthorizer: Operation<RestApisState, UpdateAuthorizerRequest, Authorizer, Local> = (input, call) => {
  const { draft } = apiOf(call, input.restApiId);
  const next = patched(found(draft.authorizers, input.authorizerId, MISSING), input.patchOperations, patches);
  check(draft, next);
  draft.authorizers.set(input.authorizerId!, next);
  return copy(next);
};

const patches: PatchTable<Authorizer> = {
  '/name': text('name'),
  '/authorizerUri': text('authorizerUri'),
  '/identitySource': text('identitySource'),
  '/identityValidationExpression': text('identityValidationExpression'),
  '/authorizerResultTtlInSeconds': number('authorizerResultTtlInSeconds'),
};

export const DeleteAuthorizer: Operation<RestApisState, DeleteAuthorizerRequest, void, Local> = (input, call) => {
  const { authorizers, resources } = apiOf(call, input.restApiId).draft;
  found(authorizers, input.authorizerId, MISSING);
  const methods = [...resources.values()].flatMap((resource) => [...resource.methods.values()]);
  if (methods.some(({ authorizerId }) => authorizerId === input.authorizerId)) {
    throw conflict('Cannot delete authorizer, is referenced in a method');
  }
  authorizers.delete(input.authorizerId!);
};
