import type { GatewayAnswer } from './proxy-result.ts';
import { type GatewayRequest, headerOf } from './request.ts';

/** Which pages of other origins may call an API or a function's URL: both have the same settings. */
export interface CorsRules {
  AllowCredentials?: boolean | undefined;
  AllowHeaders?: string[] | undefined;
  AllowMethods?: string[] | undefined;
  AllowOrigins?: string[] | undefined;
  ExposeHeaders?: string[] | undefined;
  /** Seconds. */
  MaxAge?: number | undefined;
}

/** Whether a request asks for leave to make another one. */
export function isPreflight({ method, headers }: GatewayRequest): boolean {
  return (
    method === 'OPTIONS' && headerOf(headers, 'origin') !== undefined && headerOf(headers, 'access-control-request-method') !== undefined
  );
}

/** The headers with which the API itself answers a preflight; none for an origin that it does not allow. */
export function preflightHeaders(cors: CorsRules, request: GatewayRequest): Record<string, string> {
  const allowed = corsHeaders(cors, request);
  if (Object.keys(allowed).length === 0) return {};
  return {
    ...allowed,
    ...listHeader('access-control-allow-methods', cors.AllowMethods),
    ...listHeader('access-control-allow-headers', cors.AllowHeaders),
    ...(cors.MaxAge !== undefined && { 'access-control-max-age': String(cors.MaxAge) }),
  };
}

/** The headers that an answer to a page of another origin gets, in place of what the function says. */
export function corsHeaders(cors: CorsRules, { headers }: GatewayRequest): Record<string, string> {
  const origin = headerOf(headers, 'origin');
  const allowed = cors.AllowOrigins ?? [];
  if (origin === undefined || !allowed.some((pattern) => fits(pattern, origin))) return {};
  return {
    'access-control-allow-origin': allowed.includes('*') && !cors.AllowCredentials ? '*' : origin,
    ...(!allowed.includes('*') && { vary: 'origin' }),
    ...(cors.AllowCredentials && { 'access-control-allow-credentials': 'true' }),
    ...listHeader('access-control-expose-headers', cors.ExposeHeaders),
  };
}

/** `*`, a scheme with `*` for its host, or an origin as it is. */
function fits(pattern: string, origin: string): boolean {
  if (pattern === '*') return true;
  if (pattern.endsWith('://*')) return origin.startsWith(pattern.slice(0, -1));
  return pattern.toLowerCase() === origin.toLowerCase();
}

function listHeader(name: string, list: readonly string[] | undefined): Record<string, string> {
  return list?.length ? { [name]: list.join(',') } : {};
}

/** An answer with these CORS headers in place of its own: the settings win over what a function says. */
export function withCors(answer: GatewayAnswer, headers: Record<string, string>): GatewayAnswer {
  const own = Object.entries(answer.headers).filter(([name]) => !name.startsWith('access-control-'));
  return { ...answer, headers: { ...Object.fromEntries(own), ...headers } };
}
