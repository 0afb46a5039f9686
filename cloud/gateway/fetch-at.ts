import { localUrl } from './local-url.ts';

/** The web as it is seen beside an embedded cloud: what is deployed there is found at AWS's addresses, anything else where it says. */
export function fetchAt(endpoint: string, fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return (input, init) => {
    const url = typeof input === 'string' ? input : input instanceof URL ? input.href : input.url;
    const reached = localUrl(url, endpoint);
    if (reached === url) return fetch(input, init);
    return fetch(typeof input === 'string' || input instanceof URL ? reached : new Request(reached, input), init);
  };
}
