import type { CheckContext } from '#labs/contract.ts';
import { type Answer, request } from './requests.ts';

/** A call that a page's script wants to make. */
export interface PageCall {
  /** Where the page comes from: `https://example.com`. */
  origin: string;
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

/** What a browser makes of a call: the preflight's answer, the verdict in Chromium's words, and the answer where it was sent. */
export interface Judged {
  preflight?: Answer;
  /** Undefined where the script gets its answer. */
  blocked?: string;
  answer?: Answer;
}

/** Headers and types of content with which an HTML form could send a request too; anything else is asked about first. */
const SIMPLE_METHODS = ['GET', 'HEAD', 'POST'];
const SIMPLE_TYPES = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'];

/** Makes a call the way a browser does for a page of another origin. Fetch standard, "CORS protocol". */
export async function asBrowser(context: CheckContext, call: PageCall): Promise<Judged> {
  const { origin, method, path, headers = {}, body } = call;
  const unsafe = Object.keys(headers).filter((name) => !isSimple(name, headers[name]!));
  if (SIMPLE_METHODS.includes(method) && unsafe.length === 0) return send(context, call);
  const preflight = await request(context, path, {
    method: 'OPTIONS',
    headers: {
      Origin: origin,
      'Access-Control-Request-Method': method,
      ...(unsafe.length > 0 && { 'Access-Control-Request-Headers': unsafe.map((name) => name.toLowerCase()).join(',') }),
    },
  });
  const blocked = refusalOf(preflight, origin, method, unsafe);
  return blocked ? { preflight, blocked } : { preflight, ...(await send(context, { origin, method, path, headers, body })) };
}

async function send(context: CheckContext, { origin, method, path, headers, body }: PageCall): Promise<Judged> {
  const answer = await request(context, path, { method, headers: { ...headers, Origin: origin }, body });
  return { answer, blocked: originRefusal(answer, origin) };
}

function isSimple(name: string, value: string): boolean {
  return name.toLowerCase() === 'content-type' && SIMPLE_TYPES.includes(value.split(';')[0]!.trim().toLowerCase());
}

function originRefusal({ headers }: Answer, origin: string): string | undefined {
  const allowed = headers.get('access-control-allow-origin');
  if (allowed === null) return "No 'Access-Control-Allow-Origin' header is present on the requested resource.";
  if (allowed === '*' || allowed === origin) return undefined;
  return `The 'Access-Control-Allow-Origin' header has a value '${allowed}' that is not equal to the supplied origin. Have the server send the header with a valid value.`;
}

function refusalOf(preflight: Answer, origin: string, method: string, unsafe: readonly string[]): string | undefined {
  const prefix = "Response to preflight request doesn't pass access control check: ";
  const byOrigin = originRefusal(preflight, origin);
  if (byOrigin) return prefix + byOrigin;
  if (preflight.status < 200 || preflight.status > 299) return `${prefix}It does not have HTTP ok status.`;
  const listed = (name: string) => (preflight.headers.get(name) ?? '').split(',').map((one) => one.trim().toLowerCase());
  const methods = listed('access-control-allow-methods');
  if (!SIMPLE_METHODS.includes(method) && !methods.includes('*') && !methods.includes(method.toLowerCase()))
    return `Method ${method} is not allowed by Access-Control-Allow-Methods in preflight response.`;
  const headers = listed('access-control-allow-headers');
  const refused = unsafe.find((name) => !headers.includes('*') && !headers.includes(name.toLowerCase()));
  return refused && `Request header field ${refused.toLowerCase()} is not allowed by Access-Control-Allow-Headers in preflight response.`;
}
