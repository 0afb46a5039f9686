import type { Method, MethodSetting, Stage } from '@aws-sdk/client-api-gateway';
import { apiDomain } from '../../../gateway/address.ts';
import { type GatewayContext, requestTime } from '../../../gateway/context.ts';
import type { Iam } from '../../../gateway/door.ts';
import { type GatewayRequest, headerOf, lastValues } from '../../../gateway/request.ts';
import type { RestCall } from '../ids.ts';
import type { TemplateInput } from '../mapping/vtl.ts';
import type { ApiRecord, ApiResource, Definition } from '../state.ts';
import type { CompiledApi } from './compiled.ts';
import type { ExecutionLog } from './logs.ts';
import type { StageTrace } from './tracing.ts';

/** One request on its way through a stage. */
export interface Exchange extends Iam {
  call: RestCall;
  record: ApiRecord;
  apiId: string;
  stage: Stage;
  definition: Definition;
  compiled: CompiledApi;
  request: GatewayRequest;
  /** `$context` */
  context: GatewayContext;
  log: ExecutionLog;
  /** Of a stage with tracing. */
  trace?: StageTrace;
}

/** An exchange whose method is found. */
export interface MethodExchange extends Exchange {
  resource: ApiResource;
  method: Method;
  pathParameters: Record<string, string>;
  setting: MethodSetting;
}

/** What `$context` says from the start. */
export function initialContext(call: RestCall, request: GatewayRequest, apiId: string, stage: Stage, rawPath: string): GatewayContext {
  return {
    resourcePath: undefined,
    httpMethod: request.method,
    extendedRequestId: request.extendedId,
    requestTime: requestTime(request.receivedAt),
    path: `/${stage.stageName}${rawPath}`,
    accountId: call.account,
    protocol: 'HTTP/1.1',
    stage: stage.stageName,
    domainPrefix: apiId,
    requestTimeEpoch: request.receivedAt,
    requestId: request.id,
    identity: {
      cognitoIdentityPoolId: null,
      accountId: null,
      cognitoIdentityId: null,
      caller: null,
      sourceIp: request.sourceIp,
      principalOrgId: null,
      accessKey: null,
      cognitoAuthenticationType: null,
      cognitoAuthenticationProvider: null,
      userArn: null,
      userAgent: headerOf(request.headers, 'user-agent') ?? null,
      user: null,
    },
    domainName: apiDomain(apiId, call.region),
    deploymentId: stage.deploymentId,
    apiId,
  };
}

/** The variables of a function's `requestContext`: those of the request, not of its answer. */
export function requestContext({ context, resource }: MethodExchange): GatewayContext {
  const { authorizer } = context;
  const told = [
    'resourcePath',
    'httpMethod',
    'extendedRequestId',
    'requestTime',
    'path',
    'accountId',
    'protocol',
    'stage',
    'domainPrefix',
    'requestTimeEpoch',
    'requestId',
    'identity',
    'domainName',
    'deploymentId',
    'apiId',
  ];
  return {
    resourceId: resource.id,
    ...(authorizer !== undefined && { authorizer }),
    ...Object.fromEntries(told.map((name) => [name, context[name]])),
  };
}

/** `arn:aws:execute-api:region:account:api/stage/GET/orders/1`: what policies and permissions name. */
export function methodArn({ call, apiId, stage, request }: Exchange, path: string): string {
  return `arn:aws:execute-api:${call.region}:${call.account}:${apiId}/${stage.stageName}/${request.method}${path}`;
}

/** What a mapping template sees of the request. */
export function templateInput(exchange: MethodExchange, body: string): TemplateInput {
  const { request, context, stage, pathParameters } = exchange;
  return {
    body,
    params: { path: { ...pathParameters }, querystring: lastValues(request.query), header: lastValues(request.headers) },
    context,
    stageVariables: stage.variables ?? {},
  };
}
