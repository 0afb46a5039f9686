import type { Api, RouteSettings } from '@aws-sdk/client-apigatewayv2';
import { apiDomain } from '../../../gateway/address.ts';
import { type GatewayContext, requestTime } from '../../../gateway/context.ts';
import type { Iam } from '../../../gateway/door.ts';
import { type GatewayRequest, headerOf } from '../../../gateway/request.ts';
import type { HttpCall } from '../records.ts';
import type { Definition, HttpRoute, HttpStage } from '../state.ts';

/** One request on its way through a stage. */
export interface Exchange extends Iam {
  call: HttpCall;
  api: Api;
  stage: HttpStage;
  definition: Definition;
  request: GatewayRequest;
  /** Decoded, without the stage: what routes are matched against. */
  path: string;
  /** Decoded, with the stage unless that is `$default`: what functions see. */
  rawPath: string;
  /** `$context` */
  context: GatewayContext;
}

export interface RoutedExchange extends Exchange {
  route: HttpRoute;
  pathParameters: Record<string, string>;
  settings: RouteSettings;
}

/** What `$context` says from the start. */
export function initialContext({ call, api, stage, request, rawPath }: Omit<Exchange, 'context' | keyof Iam>): GatewayContext {
  return {
    accountId: call.account,
    apiId: api.ApiId,
    domainName: apiDomain(api.ApiId!, call.region),
    domainPrefix: api.ApiId,
    extendedRequestId: request.extendedId,
    httpMethod: request.method,
    identity: { sourceIp: request.sourceIp, userAgent: headerOf(request.headers, 'user-agent') ?? '' },
    path: rawPath,
    protocol: 'HTTP/1.1',
    requestId: request.extendedId,
    requestTime: requestTime(request.receivedAt),
    requestTimeEpoch: request.receivedAt,
    stage: stage.StageName,
  };
}

/** The `requestContext` of payload format 2.0. */
export function requestContextV2({ call, api, stage, request, rawPath, route, context }: RoutedExchange): Record<string, unknown> {
  return {
    accountId: call.account,
    apiId: api.ApiId,
    ...(context.authorizer !== undefined && { authorizer: context.authorizer }),
    domainName: apiDomain(api.ApiId!, call.region),
    domainPrefix: api.ApiId,
    http: {
      method: request.method,
      path: rawPath,
      protocol: 'HTTP/1.1',
      sourceIp: request.sourceIp,
      userAgent: headerOf(request.headers, 'user-agent') ?? '',
    },
    requestId: request.extendedId,
    routeKey: route.RouteKey,
    stage: stage.StageName,
    time: requestTime(request.receivedAt),
    timeEpoch: request.receivedAt,
  };
}

/** The `requestContext` of payload format 1.0. */
export function requestContextV1(exchange: RoutedExchange): Record<string, unknown> {
  const { context, route } = exchange;
  const { lambda, iam } = (context.authorizer ?? {}) as { lambda?: object; iam?: object };
  const nobody = [
    'accessKey',
    'accountId',
    'caller',
    'cognitoAuthenticationProvider',
    'cognitoAuthenticationType',
    'cognitoIdentityId',
    'cognitoIdentityPoolId',
    'principalOrgId',
    'user',
    'userArn',
  ];
  return {
    ...Object.fromEntries(
      [
        'accountId',
        'apiId',
        'domainName',
        'domainPrefix',
        'extendedRequestId',
        'httpMethod',
        'path',
        'protocol',
        'requestId',
        'requestTime',
        'requestTimeEpoch',
        'stage',
      ].map((name) => [name, context[name]]),
    ),
    ...(lambda && { authorizer: lambda }),
    identity: { ...Object.fromEntries(nobody.map((name) => [name, null])), ...(context.identity as object), ...iam },
    resourceId: route.RouteKey,
    resourcePath: resourcePath(route),
  };
}

/** `/orders/{id}`, or `$default`. */
export function resourcePath({ RouteKey }: HttpRoute): string {
  return RouteKey === '$default' ? RouteKey : RouteKey.slice(RouteKey.indexOf('/'));
}

/** `arn:aws:execute-api:region:account:api/stage/GET/path`; `path` of `$default` has no method. */
export function routeArn({ call, api, stage, request }: Exchange, path: string): string {
  const place = path === '$default' ? path : `${request.method}${path}`;
  return `arn:aws:execute-api:${call.region}:${call.account}:${api.ApiId}/${stage.StageName}/${place}`;
}
