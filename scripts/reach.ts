import { fetchAt as fetchBeside } from '../cloud/gateway/fetch-at.ts';
import { localUrl } from '../cloud/gateway/local-url.ts';

/** Where a URL from a stack's outputs is reached: on AWS as it stands, elsewhere below the endpoint. */
export function reachedUrl(url: string, endpoint: string | undefined): string {
  return endpoint === undefined ? url : localUrl(url, endpoint);
}

/** The web as a lab's checks see it: an API's URL leads to where the API is, any other URL to where it says. */
export function fetchAt(endpoint: string | undefined, fetch: typeof globalThis.fetch = globalThis.fetch): typeof globalThis.fetch {
  return endpoint === undefined ? fetch : fetchBeside(endpoint, fetch);
}
