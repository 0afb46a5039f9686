import { localUrl } from '../../../cloud/gateway/local-url.ts';
import { TAB_ENDPOINT } from '../../../cloud/host/browser/start.ts';
import type { Carry } from '../../../cloud/runtime/browser-sdk.ts';

/** The web as a lab in the page sees it: what is deployed there, by AWS's addresses, and nothing else. */
export function tabFetch(carry: Carry): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input instanceof Request ? input : String(input), init);
    const reached = localUrl(request.url, TAB_ENDPOINT);
    if (!reached.startsWith(`${TAB_ENDPOINT}/`))
      throw new TypeError(`fetch failed: the page reaches only what is deployed in it, not ${request.url}`);
    const { pathname, searchParams, host } = new URL(reached);
    // Reason: a Request drops headers that only a browser may set; checks play browsers and set them.
    const given = init?.headers ?? (input instanceof Request ? input.headers : undefined);
    const headers = Object.fromEntries(pairs(given).map(([name, value]) => [name.toLowerCase(), value]));
    const type = request.headers.get('content-type');
    if (type !== null) headers['content-type'] ??= type;
    const body = new Uint8Array(await request.arrayBuffer());
    const answered = await carry({
      method: request.method,
      path: pathname,
      query: [...searchParams],
      headers: { host, ...headers, ...(body.length > 0 && { 'content-length': String(body.length) }) },
      body,
    });
    const isEmpty = [101, 103, 204, 205, 304].includes(answered.status);
    return new Response(isEmpty ? null : (answered.body as Uint8Array<ArrayBuffer>), {
      status: answered.status,
      headers: answered.headers,
    });
  };
}

function pairs(headers: HeadersInit | undefined): [string, string][] {
  if (headers === undefined) return [];
  if (Array.isArray(headers)) return headers as [string, string][];
  return headers instanceof Headers ? [...headers] : Object.entries(headers);
}
