import { localUrl } from '../cloud/gateway/local-url.ts';

/** Where a URL from a stack's outputs is reached: on AWS as it stands, elsewhere below the endpoint. */
export function reachedUrl(url: string, endpoint: string | undefined): string {
  return endpoint === undefined ? url : localUrl(url, endpoint);
}

/** The web as a lab's checks see it: an API's URL leads to where the API is, any other URL to where it says. */
export function fetchAt(endpoint: string | undefined, fetch: typeof globalThis.fetch = globalThis.fetch): typeof globalThis.fetch {
  if (endpoint === undefined) return fetch;
  return (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const reached = localUrl(url, endpoint);
    if (reached === url) return fetch(input, init);
    return fetch(input instanceof Request ? new Request(reached, input) : reached, init);
  };
}
