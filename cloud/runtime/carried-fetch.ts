import { localUrl } from '../gateway/local-url.ts';
import type { Carry } from './browser-sdk.ts';

/** Answers that may have no body. */
const EMPTY = [101, 103, 204, 205, 304];

/** The web as it is seen in a page: what its cloud has deployed, by AWS's addresses. Any other address is refused in the words of `refusal`. */
export function carriedFetch(carry: Carry, endpoint: string, refusal: (url: string) => string): typeof globalThis.fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const reached = localUrl(url, endpoint);
    if (!reached.startsWith(`${endpoint}/`)) throw new TypeError(`fetch failed: ${refusal(url)}`);
    const request = new Request(input instanceof Request ? input : url, init);
    const { pathname, searchParams, host } = new URL(reached);
    // Reason: a Request drops headers that only a browser may set; checks play browsers and set them.
    const given = init?.headers ?? (input instanceof Request ? input.headers : undefined);
    const headers = Object.fromEntries(pairs(given).map(([name, value]) => [name.toLowerCase(), value]));
    const type = request.headers.get('content-type');
    if (type !== null) headers['content-type'] ??= type;
    const body = new Uint8Array(await request.arrayBuffer());
    request.signal.throwIfAborted();
    const answered = await Promise.race([
      carry({
        method: request.method,
        path: pathname,
        query: [...searchParams],
        headers: { host, ...headers, ...(body.length > 0 && { 'content-length': String(body.length) }) },
        body,
      }),
      aborted(request.signal),
    ]);
    return new Response(EMPTY.includes(answered.status) ? null : (answered.body as Uint8Array<ArrayBuffer>), {
      status: answered.status,
      headers: answered.headers,
    });
  };
}

/** Rejects when a request is given up. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function pairs(headers: HeadersInit | undefined): [string, string][] {
  if (headers === undefined) return [];
  if (Array.isArray(headers)) return headers as [string, string][];
  return headers instanceof Headers ? [...headers] : Object.entries(headers);
}
