import type { HttpRequest } from '../wire/http.ts';

/** Which API a request is for. */
export interface ApiAddress {
  apiId: string;
  /** What follows the API's own URL, raw: `/prod/orders/1`. */
  path: string;
}

const BY_PATH = /^\/_aws\/execute-api\/([^/?]+)(\/.*)?$/;
const BY_HOST = /^([a-z0-9]+)\.execute-api\.(?:localhost|[a-z0-9-]+\.(?:localhost|amazonaws\.com))(?::\d+)?$/i;

/**
 * The address of a deployed API: `/_aws/execute-api/<id>/...` on the cloud's own host, or AWS's host name
 * (`<id>.execute-api.<region>.amazonaws.com`, also under `.localhost`). Undefined for other requests.
 */
export function apiAddress({ path, headers }: Pick<HttpRequest, 'path' | 'headers'>): ApiAddress | undefined {
  const byHost = BY_HOST.exec(headers.host ?? '');
  if (byHost) return { apiId: byHost[1]!.toLowerCase(), path };
  const byPath = BY_PATH.exec(path);
  return byPath ? { apiId: byPath[1]!, path: byPath[2] ?? '/' } : undefined;
}

/** The host name that an API has on AWS. */
export function apiDomain(apiId: string, region: string): string {
  return `${apiId}.execute-api.${region}.amazonaws.com`;
}
