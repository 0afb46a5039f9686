import type {
  CreateRouteRequest,
  CreateRouteResult,
  DeleteRouteRequest,
  GetRouteRequest,
  GetRoutesRequest,
  GetRoutesResponse,
  Route,
  UpdateRouteRequest,
} from '@aws-sdk/client-apigatewayv2';
import { AwsError, notImplemented, refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { deployAutomatically } from './deployments.ts';
import type { Local } from './local.ts';
import { apiOf, badRequest, found, type HttpCall, newId, page } from './records.ts';
import type { HttpApiRecord, HttpApisState, HttpRoute } from './state.ts';

/** Members that only WebSocket APIs honour, or that are not built. */
const UNHONOURED = [
  'AuthorizationScopes',
  'ModelSelectionExpression',
  'RequestModels',
  'RequestParameters',
  'RouteResponseSelectionExpression',
];
const ROUTE_KEY = /^(?:\$default|(?:ANY|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \/\S*)$/;

/** Throws BadRequestException, ConflictException. API Gateway V2 API Reference, CreateRoute. */
export const CreateRoute: Operation<HttpApisState, CreateRouteRequest, CreateRouteResult, Local> = (input, call) => {
  refuse('CreateRoute', input);
  const record = apiOf(call, input.ApiId);
  const { ApiId, ...settings } = input;
  const route = addRoute(call, record, { ...settings, RouteKey: input.RouteKey! });
  deployAutomatically(call, record);
  return structuredClone(route);
};

function refuse(operation: string, input: { ApiKeyRequired?: boolean | undefined; AuthorizationType?: string | undefined }): void {
  refuseMembers(`apigatewayv2 ${operation}`, input, UNHONOURED);
  if (input.ApiKeyRequired) throw badRequest('ApiKeyRequired is not currently supported for HTTP APIs.');
  if (input.AuthorizationType === 'JWT') throw notImplemented(`apigatewayv2 ${operation} with JWT authorizers`);
}

export function addRoute(call: HttpCall, record: HttpApiRecord, settings: Omit<HttpRoute, 'RouteId'>): HttpRoute {
  const route: HttpRoute = { RouteId: newId(call.random, 7), AuthorizationType: 'NONE', ApiKeyRequired: false, ...settings };
  check(record, route);
  record.draft.routes.set(route.RouteId, route);
  return route;
}

function check({ draft }: HttpApiRecord, { RouteId, RouteKey, Target, AuthorizationType, AuthorizerId }: HttpRoute): void {
  if (!ROUTE_KEY.test(RouteKey))
    throw badRequest(
      `The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"`,
    );
  const segments = RouteKey === '$default' ? [] : RouteKey.slice(RouteKey.indexOf('/') + 1).split('/');
  const isVariable = (segment: string) => /^\{[\w.-]+\+?\}$/.test(segment);
  if (
    segments.some(
      (segment, index) => /[{}]/.test(segment) && (!isVariable(segment) || (segment.endsWith('+}') && index < segments.length - 1)),
    )
  ) {
    throw badRequest('The provided route key has an invalid path variable');
  }
  const others = [...draft.routes.values()].filter((other) => other.RouteId !== RouteId);
  if (others.some((other) => other.RouteKey === RouteKey))
    throw new AwsError('ConflictException', `Route with key ${RouteKey} already exists for this API`);
  const integrationId = /^integrations\/([^/]+)$/.exec(Target ?? '')?.[1];
  if (Target !== undefined && !draft.integrations.has(integrationId ?? '')) throw badRequest(`Invalid target: ${Target}`);
  if (!['NONE', 'AWS_IAM', 'CUSTOM'].includes(AuthorizationType!)) throw badRequest(`Invalid authorization type: ${AuthorizationType}`);
  if (AuthorizationType === 'CUSTOM' && !draft.authorizers.has(AuthorizerId ?? ''))
    throw badRequest(`Authorizer ${AuthorizerId} not found`);
}

export const GetRoute: Operation<HttpApisState, GetRouteRequest, Route, Local> = (input, call) =>
  structuredClone(found(apiOf(call, input.ApiId).draft.routes, input.RouteId, 'Route'));

export const GetRoutes: Operation<HttpApisState, GetRoutesRequest, GetRoutesResponse, Local> = (input, call) =>
  page([...apiOf(call, input.ApiId).draft.routes.values()], input);

export const UpdateRoute: Operation<HttpApisState, UpdateRouteRequest, Route, Local> = (input, call) => {
  refuse('UpdateRoute', input);
  const record = apiOf(call, input.ApiId);
  const { ApiId, ...settings } = input;
  const before = found(record.draft.routes, input.RouteId, 'Route');
  const next: HttpRoute = { ...before, ...settings, RouteId: before.RouteId, RouteKey: input.RouteKey ?? before.RouteKey };
  if (next.AuthorizationType === 'NONE') delete next.AuthorizerId;
  check(record, next);
  record.draft.routes.set(input.RouteId!, next);
  deployAutomatically(call, record);
  return structuredClone(next);
};

export const DeleteRoute: Operation<HttpApisState, DeleteRouteRequest, void, Local> = (input, call) => {
  const record = apiOf(call, input.ApiId);
  found(record.draft.routes, input.RouteId, 'Route');
  record.draft.routes.delete(input.RouteId!);
  deployAutomatically(call, record);
};
