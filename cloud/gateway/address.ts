import type { HttpRequest } from '../wire/http.ts';

/** Which API a request is for. */
export interface ApiAddress {
  apiId: string;
  /** What follows the API's own URL, raw: `/prod/orders/1`. */
  path: string;
}

/** Which function URL a request is for. */
export interface FunctionUrlAddress {
  urlId: string;
  /** Raw. */
  path: string;
}

type Addressed = Pick<HttpRequest, 'path' | 'headers'>;

const API_HOST = /^([a-z0-9]+)\.execute-api\.(?:localhost|[a-z0-9-]+\.(?:localhost|amazonaws\.com))(?::\d+)?$/i;
const FUNCTION_URL_HOST = /^([a-z0-9]+)\.lambda-url\.(?:localhost|[a-z0-9-]+\.(?:localhost|on\.aws))(?::\d+)?$/i;

/**
 * The address of a deployed API: `/_aws/execute-api/<id>/...` on the cloud's own host, or AWS's host name
 * (`<id>.execute-api.<region>.amazonaws.com`, also under `.localhost`). Undefined for other requests.
 */
export function apiAddress(request: Addressed): ApiAddress | undefined {
  const found = doorAddress(request, API_HOST, 'execute-api');
  return found && { apiId: found.name.toLowerCase(), path: found.path };
}

/** The same for a function's URL: `/_aws/lambda-url/<id>/...`, `<id>.lambda-url.<region>.on.aws`. */
export function functionUrlAddress(request: Addressed): FunctionUrlAddress | undefined {
  const found = doorAddress(request, FUNCTION_URL_HOST, 'lambda-url');
  return found && { urlId: found.name.toLowerCase(), path: found.path };
}

/** The host name that an API has on AWS. */
export function apiDomain(apiId: string, region: string): string {
  return `${apiId}.execute-api.${region}.amazonaws.com`;
}

/** The host name that a function's URL has on AWS. */
export function functionUrlDomain(urlId: string, region: string): string {
  return `${urlId}.lambda-url.${region}.on.aws`;
}

/** A name and the rest of the path, from the host where that fits, else from `/_aws/<kind>/<name>/...`. */
function doorAddress({ path, headers }: Addressed, host: RegExp, kind: string): { name: string; path: string } | undefined {
  const byHost = host.exec(headers.host ?? '');
  if (byHost) return { name: byHost[1]!, path };
  const [, found, name, rest] = /^\/_aws\/([a-z0-9-]+)\/([^/?]+)(\/.*)?$/s.exec(path) ?? [];
  return found === kind && name !== undefined ? { name, path: rest ?? '/' } : undefined;
}
