import type { Authorizer } from '@aws-sdk/client-apigatewayv2';
import { contextValue } from '../../../gateway/context.ts';
import { askIam } from '../../../gateway/door.ts';
import { gatewayFor, invokeFunction } from '../../../gateway/invoke-function.ts';
import { isRecord, tryParseJson } from '../../../gateway/json.ts';
import { policyVerdict } from '../../../gateway/policy-verdict.ts';
import { proxyEvent } from '../../../gateway/proxy-event.ts';
import { proxyEventV2 } from '../../../gateway/proxy-event-v2.ts';
import { headerOf, lastValues } from '../../../gateway/request.ts';
import { functionTarget } from '../integrations.ts';
import { type RoutedExchange, requestContextV1, requestContextV2, resourcePath, routeArn } from './exchange.ts';
import { internalError, Refusal } from './refusal.ts';

/** What an authorizer said of a caller. */
export interface Verdict {
  /** Yes or no, or the policy (JSON) that says it. */
  decision: boolean | string;
  context: Record<string, unknown>;
}

const TIMEOUT_MS = 10_000;

/** Lets the caller pass or throws a refusal. */
export async function authorize(exchange: RoutedExchange): Promise<void> {
  const { route, definition } = exchange;
  if (route.AuthorizationType === 'AWS_IAM') authorizeByIam(exchange);
  if (route.AuthorizationType !== 'CUSTOM') return;
  const authorizer = definition.authorizers.get(route.AuthorizerId!);
  if (!authorizer) throw internalError(`Authorizer ${route.AuthorizerId} is not deployed`);
  await authorizeByFunction(exchange, authorizer);
}

function authorizeByIam(exchange: RoutedExchange): void {
  const outcome = askIam(exchange, routeArn(exchange, exchange.path));
  if (outcome.kind !== 'allowed') throw new Refusal(403, 'Forbidden', outcome.kind);
  exchange.context.authorizer = { iam: outcome.identity };
}

async function authorizeByFunction(exchange: RoutedExchange, authorizer: Authorizer): Promise<void> {
  const { call, api, stage, context } = exchange;
  const identity = (authorizer.IdentitySource ?? []).map((source) => identityValue(exchange, source));
  if (identity.some((value) => value === undefined || value === '')) throw new Refusal(401, 'Unauthorized');
  const ttl = authorizer.AuthorizerResultTtlInSeconds ?? 0;
  const key = `${api.ApiId}/${stage.StageName}/${authorizer.AuthorizerId}/${JSON.stringify(identity)}`;
  let verdict = ttl > 0 ? call.local.authorizers.get(key, call.clock.now()) : undefined;
  if (!verdict) {
    verdict = await ask(exchange, authorizer, identity.map(String));
    if (ttl > 0) call.local.authorizers.put(key, verdict, call.clock.now() + ttl * 1000);
  }
  const isAllowed =
    typeof verdict.decision === 'boolean' ? verdict.decision : policyVerdict(verdict.decision, arnOf(exchange), call.account) === 'allow';
  if (!isAllowed) throw new Refusal(403, 'Forbidden', 'The authorizer denied the request');
  context.authorizer = { lambda: verdict.context };
}

function identityValue({ request, context, stage }: RoutedExchange, source: string): string | undefined {
  const [, kind, name] = /^\$(request\.header|request\.querystring|context|stageVariables)\.(.+)$/.exec(source)!;
  switch (kind) {
    case 'request.header':
      return headerOf(request.headers, name!);
    case 'request.querystring':
      return request.query.findLast(([key]) => key === name)?.[1];
    case 'context': {
      const value = contextValue(context, name!);
      return value === undefined || value === null ? undefined : String(value);
    }
    default:
      return stage.StageVariables?.[name!];
  }
}

async function ask(exchange: RoutedExchange, authorizer: Authorizer, identity: string[]): Promise<Verdict> {
  const { call, api } = exchange;
  const event = authorizer.AuthorizerPayloadFormatVersion === '2.0' ? eventV2(exchange, identity) : eventV1(exchange, identity);
  const sourceArn = `arn:aws:execute-api:${call.region}:${call.account}:${api.ApiId}/authorizers/${authorizer.AuthorizerId}`;
  const answer = await invokeFunction(
    call.as(gatewayFor(call.account, sourceArn)).lambda,
    functionTarget(authorizer.AuthorizerUri!)!,
    JSON.stringify(event),
    {
      clock: call.clock,
      timeoutMs: TIMEOUT_MS,
    },
  );
  if (answer.kind === 'failed') {
    const error = tryParseJson(answer.payload)?.value;
    if (isRecord(error) && error.errorMessage === 'Unauthorized') throw new Refusal(401, 'Unauthorized');
  }
  if (answer.kind !== 'returned') throw internalError(`The authorizer's function did not answer (${answer.kind})`);
  const result = tryParseJson(answer.payload)?.value;
  if (!isRecord(result)) throw internalError('The authorizer answered no JSON object');
  const context = isRecord(result.context) ? result.context : {};
  if (authorizer.EnableSimpleResponses) {
    if (typeof result.isAuthorized !== 'boolean') throw internalError('The authorizer answered without isAuthorized');
    return { decision: result.isAuthorized, context };
  }
  if (typeof result.principalId !== 'string' || !isRecord(result.policyDocument))
    throw internalError('The authorizer answered without a policy');
  return { decision: JSON.stringify(result.policyDocument), context: { principalId: result.principalId, ...context } };
}

function eventV2(exchange: RoutedExchange, identitySource: string[]): object {
  const { request, route, rawPath, pathParameters, stage } = exchange;
  const { body, isBase64Encoded, ...event } = proxyEventV2(request, {
    routeKey: route.RouteKey,
    rawPath,
    pathParameters,
    stageVariables: stage.StageVariables,
    requestContext: requestContextV2(exchange),
  });
  return { ...event, type: 'REQUEST', routeArn: arnOf(exchange), identitySource: identitySource.length > 0 ? identitySource : null };
}

function eventV1(exchange: RoutedExchange, identity: string[]): object {
  const { request, route, rawPath, pathParameters, stage } = exchange;
  const { body, isBase64Encoded, multiValueHeaders, multiValueQueryStringParameters, ...event } = proxyEvent(request, {
    resource: resourcePath(route),
    path: rawPath,
    headers: request.headers,
    pathParameters,
    stageVariables: stage.StageVariables,
    requestContext: requestContextV1(exchange),
    isBinary: false,
  });
  const token = identity.join(',');
  return {
    version: '1.0',
    type: 'REQUEST',
    methodArn: arnOf(exchange),
    identitySource: token,
    authorizationToken: token,
    ...event,
    queryStringParameters: lastValues(request.query),
  };
}

function arnOf(exchange: RoutedExchange): string {
  return routeArn(exchange, exchange.route.RouteKey === '$default' ? '$default' : exchange.path);
}
