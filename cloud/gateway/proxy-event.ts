import { toBase64 } from '@smithy/core/serde';
import type { GatewayContext } from './context.ts';
import { allValues, type GatewayRequest, lastValues, type Pair } from './request.ts';

/** What the event says beyond the request itself. */
export interface ProxyEventParts {
  /** `/orders/{id}` */
  resource: string;
  path: string;
  headers: readonly Pair[];
  pathParameters: Record<string, string>;
  stageVariables: Record<string, string> | undefined;
  requestContext: GatewayContext;
  /** Whether the body goes as Base64. */
  isBinary: boolean;
}

/** A function's event in payload format 1.0. API Gateway Developer Guide, "Input format of a Lambda function for proxy integration". */
export function proxyEvent(request: GatewayRequest, parts: ProxyEventParts): Record<string, unknown> {
  const { resource, path, headers, pathParameters, stageVariables, requestContext } = parts;
  return {
    resource,
    path,
    httpMethod: request.method,
    headers: lastValues(headers),
    multiValueHeaders: allValues(headers),
    queryStringParameters: orNull(lastValues(request.query)),
    multiValueQueryStringParameters: orNull(allValues(request.query)),
    pathParameters: orNull(pathParameters),
    stageVariables: orNull(stageVariables ?? {}),
    requestContext,
    ...bodyOf(request.body, parts.isBinary),
  };
}

function bodyOf(body: Uint8Array, isBinary: boolean): { body: string | null; isBase64Encoded: boolean } {
  if (body.length === 0) return { body: null, isBase64Encoded: false };
  return { body: isBinary ? toBase64(body) : new TextDecoder().decode(body), isBase64Encoded: isBinary };
}

export function orNull<T extends object>(record: T): T | null {
  return Object.keys(record).length > 0 ? record : null;
}
