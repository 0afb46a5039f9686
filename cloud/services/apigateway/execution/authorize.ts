import type { Authorizer } from '@aws-sdk/client-api-gateway';
import { askIam } from '../../../gateway/door.ts';
import { functionOf, gatewayFor, invokeFunction } from '../../../gateway/invoke-function.ts';
import { isRecord, tryParseJson } from '../../../gateway/json.ts';
import { policyVerdict } from '../../../gateway/policy-verdict.ts';
import { proxyEvent } from '../../../gateway/proxy-event.ts';
import { parseSource } from '../mapping/expressions.ts';
import { mappedValue } from '../mapping/parameters.ts';
import { type MethodExchange, methodArn, requestContext } from './exchange.ts';
import { GatewayRefusal } from './response-types.ts';

/** What an authorizer said of a caller. */
export interface Verdict {
  principalId: string;
  /** JSON. */
  policyDocument: string;
  context: Record<string, string>;
  usageIdentifierKey: string | undefined;
}

/** How long an authorizer's function may take. */
const TIMEOUT_MS = 10_000;

/** Lets the caller pass or throws a refusal. Answers with the API key that the authorizer gave, if any. */
export async function authorize(exchange: MethodExchange): Promise<string | undefined> {
  const { method, definition } = exchange;
  if (method.authorizationType === 'AWS_IAM') authorizeByIam(exchange);
  if (method.authorizationType !== 'CUSTOM') return undefined;
  const authorizer = definition.authorizers.get(method.authorizerId!);
  if (!authorizer) throw failure('AUTHORIZER_CONFIGURATION_ERROR', `Authorizer ${method.authorizerId} is not deployed`);
  return authorizeByFunction(exchange, authorizer);
}

function authorizeByIam(exchange: MethodExchange): void {
  const { call, context, request } = exchange;
  const outcome = askIam(exchange, methodArn(exchange, request.path));
  switch (outcome.kind) {
    case 'allowed':
      Object.assign(context.identity as object, outcome.identity);
      return;
    case 'unsigned':
      throw new GatewayRefusal('MISSING_AUTHENTICATION_TOKEN', 'Missing Authentication Token');
    case 'invalid':
      throw new GatewayRefusal(outcome.code === 'ExpiredToken' ? 'EXPIRED_TOKEN' : 'INVALID_SIGNATURE', outcome.message);
    case 'denied':
      // Reason: AWS shows the last digits of the account only.
      throw new GatewayRefusal(
        'ACCESS_DENIED',
        outcome.message.replace(`:${call.account}:${exchange.apiId}`, `:********${call.account.slice(-4)}:${exchange.apiId}`),
        {
          messageKey: 'Message',
        },
      );
  }
}

async function authorizeByFunction(exchange: MethodExchange, authorizer: Authorizer): Promise<string | undefined> {
  const { call, apiId, stage, context, request, log } = exchange;
  const sources = identityOf(exchange, authorizer);
  const ttl = authorizer.authorizerResultTtlInSeconds ?? 0;
  const key = `${apiId}/${stage.stageName}/${authorizer.id}/${JSON.stringify(sources)}`;
  log.info(`Starting authorizer: ${authorizer.id} for request: ${request.id}`);
  let verdict = ttl > 0 ? call.local.authorizers.get(key, call.clock.now()) : undefined;
  if (!verdict) {
    verdict = await ask(exchange, authorizer, sources[0] ?? '');
    if (ttl > 0) call.local.authorizers.put(key, verdict, call.clock.now() + ttl * 1000);
  }
  context.authorizer = { principalId: verdict.principalId, integrationLatency: 0, ...verdict.context };
  const decision = policyVerdict(verdict.policyDocument, methodArn(exchange, request.path), call.account);
  if (decision === 'malformed')
    throw failure('AUTHORIZER_CONFIGURATION_ERROR', 'Execution failed due to configuration error: Invalid JSON in response');
  if (decision !== 'allow') {
    const suffix = decision === 'deny' ? ' with an explicit deny' : '';
    throw new GatewayRefusal('ACCESS_DENIED', `User is not authorized to access this resource${suffix}`, {
      messageKey: 'Message',
      logLine: 'The client is not authorized to perform this operation.',
    });
  }
  return verdict.usageIdentifierKey;
}

/** The values of the identity sources. Throws a refusal where one is missing. */
function identityOf(exchange: MethodExchange, { type, identitySource, identityValidationExpression }: Authorizer): string[] {
  const sources = (identitySource ?? '')
    .split(',')
    .map((source) => source.trim())
    .filter(Boolean);
  const values = sources.map((source) => mappedValue(exchange, parseSource(source, 'method.request')));
  const present = values.filter((value) => value !== undefined && value !== '').map(String);
  const isValid =
    type !== 'TOKEN' || !identityValidationExpression || new RegExp(`^(?:${identityValidationExpression})$`, 'u').test(present[0] ?? '');
  if (present.length < sources.length || !isValid)
    throw new GatewayRefusal('UNAUTHORIZED', 'Unauthorized', { logLine: `Unauthorized request: ${exchange.request.id}` });
  return present;
}

async function ask(exchange: MethodExchange, authorizer: Authorizer, token: string): Promise<Verdict> {
  const { call, apiId, log, request } = exchange;
  const event =
    authorizer.type === 'TOKEN'
      ? { type: 'TOKEN', methodArn: methodArn(exchange, request.path), authorizationToken: token }
      : requestEvent(exchange);
  const sourceArn = `arn:aws:execute-api:${call.region}:${call.account}:${apiId}/authorizers/${authorizer.id}`;
  const functionArn = functionOf(authorizer.authorizerUri!)!;
  const answer = await invokeFunction(call.as(gatewayFor(call.account, sourceArn)).lambda, functionArn, JSON.stringify(event), {
    clock: call.clock,
    timeoutMs: TIMEOUT_MS,
  });
  if (answer.kind === 'failed') {
    const error = tryParseJson(answer.payload)?.value;
    if (isRecord(error) && error.errorMessage === 'Unauthorized') throw new GatewayRefusal('UNAUTHORIZED', 'Unauthorized');
    throw failure('AUTHORIZER_CONFIGURATION_ERROR', `Execution failed due to configuration error: Authorizer error`);
  }
  if (answer.kind !== 'returned') {
    throw failure(
      'AUTHORIZER_CONFIGURATION_ERROR',
      `Execution failed due to configuration error: ${answer.kind === 'refused' ? 'Invalid permissions on Lambda function' : 'Authorizer timed out'}`,
    );
  }
  log.info(`Authorizer result body before parsing: ${answer.payload}`);
  const verdict = readVerdict(answer.payload);
  if (!verdict) throw failure('AUTHORIZER_CONFIGURATION_ERROR', 'Execution failed due to configuration error: Invalid JSON in response');
  return verdict;
}

function requestEvent(exchange: MethodExchange): object {
  const { request, resource, pathParameters, stage } = exchange;
  const parts = {
    resource: resource.path,
    path: request.path,
    headers: request.headers,
    pathParameters,
    stageVariables: stage.variables,
    requestContext: requestContext(exchange),
    isBinary: false,
  };
  const { body, isBase64Encoded, ...event } = proxyEvent(request, parts);
  return {
    type: 'REQUEST',
    methodArn: methodArn(exchange, request.path),
    ...event,
    queryStringParameters: event.queryStringParameters ?? {},
    multiValueQueryStringParameters: event.multiValueQueryStringParameters ?? {},
    pathParameters: event.pathParameters ?? {},
    stageVariables: event.stageVariables ?? {},
  };
}

/** An authorizer's answer; undefined where it is none. */
function readVerdict(payload: string): Verdict | undefined {
  const answer = tryParseJson(payload)?.value;
  if (!isRecord(answer) || typeof answer.principalId !== 'string' || !isRecord(answer.policyDocument)) return undefined;
  const context: Record<string, string> = {};
  for (const [name, value] of Object.entries(isRecord(answer.context) ? answer.context : {})) {
    if (typeof value === 'object' && value !== null) return undefined;
    if (value !== null) context[name] = String(value);
  }
  const { usageIdentifierKey } = answer;
  return {
    principalId: answer.principalId,
    policyDocument: JSON.stringify(answer.policyDocument),
    context,
    usageIdentifierKey: typeof usageIdentifierKey === 'string' ? usageIdentifierKey : undefined,
  };
}

function failure(type: 'AUTHORIZER_CONFIGURATION_ERROR' | 'AUTHORIZER_FAILURE', logLine: string): GatewayRefusal {
  return new GatewayRefusal(type, 'null', { noMessage: true, logLine });
}
