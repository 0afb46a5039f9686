import { toBase64 } from '@smithy/core/serde';
import { type GatewayRequest, headerOf, type Pair } from './request.ts';

/** What the event says beyond the request itself. */
export interface ProxyEventV2Parts {
  /** `GET /orders/{id}` */
  routeKey: string;
  /** Decoded, with the stage unless that is `$default`. */
  rawPath: string;
  pathParameters: Record<string, string>;
  stageVariables: Record<string, string> | undefined;
  requestContext: Record<string, unknown>;
}

/** A function's event in payload format 2.0. API Gateway Developer Guide, "AWS Lambda integrations for HTTP APIs". */
export function proxyEventV2(request: GatewayRequest, parts: ProxyEventV2Parts): Record<string, unknown> {
  const { routeKey, rawPath, pathParameters, stageVariables = {}, requestContext } = parts;
  const cookies = request.headers.filter(([name]) => name.toLowerCase() === 'cookie').flatMap(([, value]) => value.split(/;\s*/));
  const query = joined(request.query, (name) => name);
  const isBase64Encoded = isBinaryBody(request);
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: request.rawQuery,
    ...(cookies.length > 0 && { cookies }),
    headers: joined(
      request.headers.filter(([name]) => name.toLowerCase() !== 'cookie'),
      (name) => name.toLowerCase(),
    ),
    ...(request.query.length > 0 && { queryStringParameters: query }),
    requestContext,
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    ...(Object.keys(stageVariables).length > 0 && { stageVariables }),
    ...(request.body.length > 0 && { body: isBase64Encoded ? toBase64(request.body) : new TextDecoder().decode(request.body) }),
    isBase64Encoded,
  };
}

/** Repeated names with their values joined by commas. */
function joined(pairs: readonly Pair[], key: (name: string) => string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of pairs) {
    const known = Object.hasOwn(values, key(name)) ? `${values[key(name)]},${value}` : value;
    Object.defineProperty(values, key(name), { value: known, enumerable: true, configurable: true, writable: true });
  }
  return values;
}

/** HTTP APIs hand texts on as they are and everything else, forms included, as Base64. */
export function isBinaryBody({ body, headers }: GatewayRequest): boolean {
  const type = (headerOf(headers, 'content-type') ?? '').split(';')[0]!.trim().toLowerCase();
  if (body.length === 0 || type === '') return false;
  return !/^(text\/.*|application\/(json|javascript|xml|graphql|x-ndjson)|[^/]+\/[^/]*\+(json|xml))$/.test(type);
}
