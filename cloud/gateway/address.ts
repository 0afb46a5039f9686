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

/** Which website a request is for. */
export interface WebsiteAddress {
  bucket: string;
  /** Where the host name says so. */
  region: string | undefined;
  /** Raw. */
  path: string;
  /** What stands before the website's own paths: '' on a host of its own. */
  base: string;
}

/** Which distribution a request is for. */
export interface CloudFrontAddress {
  /** Its id, or the first label of its domain name. */
  name: string;
  /** Raw. */
  path: string;
}

type Addressed = Pick<HttpRequest, 'path' | 'headers'>;

const API_HOST = /^([a-z0-9]+)\.execute-api\.(?:localhost|[a-z0-9-]+\.(?:localhost|amazonaws\.com))(?::\d+)?$/i;
const FUNCTION_URL_HOST = /^([a-z0-9]+)\.lambda-url\.(?:localhost|[a-z0-9-]+\.(?:localhost|on\.aws))(?::\d+)?$/i;
const WEBSITE_HOST = /^([a-z0-9][a-z0-9.-]*)\.s3-website(?:[.-]([a-z]{2}(?:-[a-z]+)+-\d))?\.(?:localhost|amazonaws\.com)(?::\d+)?$/i;
const CLOUDFRONT_HOST = /^([a-z0-9]+)\.cloudfront\.(?:localhost|net)(?::\d+)?$/i;

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

/** The same for a bucket's website: `/_aws/s3-website/<bucket>/...`, `<bucket>.s3-website-<region>.amazonaws.com`. */
export function websiteAddress(request: Addressed): WebsiteAddress | undefined {
  const byHost = WEBSITE_HOST.exec(request.headers.host ?? '');
  if (byHost) return { bucket: byHost[1]!.toLowerCase(), region: byHost[2]?.toLowerCase(), path: request.path, base: '' };
  const found = doorAddress(request, undefined, 's3-website');
  return found && { bucket: found.name, region: undefined, path: found.path, base: `/_aws/s3-website/${found.name}` };
}

/** The same for a distribution: `/_aws/cloudfront/<id>/...`, `<name>.cloudfront.net`. */
export function cloudFrontAddress(request: Addressed): CloudFrontAddress | undefined {
  return doorAddress(request, CLOUDFRONT_HOST, 'cloudfront');
}

/** Whether a request is for something deployed and not for AWS's own API: such a request never reaches an operation. */
export function isDoorAddress(request: Addressed): boolean {
  return [apiAddress, functionUrlAddress, websiteAddress, cloudFrontAddress].some((addressOf) => addressOf(request) !== undefined);
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
function doorAddress({ path, headers }: Addressed, host: RegExp | undefined, kind: string): { name: string; path: string } | undefined {
  const byHost = host?.exec(headers.host ?? '');
  if (byHost) return { name: byHost[1]!, path };
  const [, found, name, rest] = /^\/_aws\/([a-z0-9-]+)\/([^/?]+)(\/.*)?$/s.exec(path) ?? [];
  return found === kind && name !== undefined ? { name, path: rest ?? '/' } : undefined;
}
