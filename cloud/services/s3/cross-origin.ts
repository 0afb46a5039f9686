import type { CrossOrigin } from '../../service.ts';
import { bucketPlace } from '../../wire/bucket-place.ts';
import type { HttpRequest } from '../../wire/http.ts';
import { corsHeaders } from './cors-rules.ts';
import type { Bucket, S3State } from './state.ts';

const NOT_ALLOWED =
  "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.";

/** What a preflight is answered: headers, or why not. */
export type Preflight =
  | { headers: Record<string, string> }
  | { refused: { status: number; code: string; message: string; details: Record<string, string> } };

/** Each bucket says for itself which pages may call it. S3 User Guide, "Using cross-origin resource sharing". */
export const crossOrigin: CrossOrigin<S3State> = {
  preflight(request, background) {
    const { bucket: name, path } = bucketPlace(request);
    if (name === undefined) return undefined;
    const call = background.open('', '');
    const answer = judge(call.state.buckets.get(name), request, path === '/' ? 'BUCKET' : 'OBJECT');
    const ids = { 'x-amz-request-id': call.requestId };
    if ('headers' in answer) return { status: 200, headers: { ...ids, ...answer.headers }, body: '' };
    const { status, code, message, details } = answer.refused;
    const members = Object.entries({ Code: code, Message: message, ...details, RequestId: call.requestId });
    const xml = members.map(([tag, text]) => `<${tag}>${escaped(text)}</${tag}>`).join('');
    return {
      status,
      headers: { ...ids, 'content-type': 'application/xml' },
      body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${xml}</Error>`,
    };
  },
  headers(request, background) {
    const { bucket: name } = bucketPlace(request);
    const rules = name === undefined ? undefined : background.open('', '').state.buckets.get(name)?.cors;
    return (rules && corsHeaders(rules, request.method, request.headers)) ?? {};
  },
};

/** Whether a bucket lets a page make the request that it asks for. */
export function judge(bucket: Bucket | undefined, { headers }: HttpRequest, resourceType: 'BUCKET' | 'OBJECT'): Preflight {
  const bad = (message: string) => ({ refused: { status: 400, code: 'BadRequest', message, details: {} } });
  if (headers.origin === undefined) return bad('Insufficient information. Origin request header needed.');
  const asked = headers['access-control-request-method'];
  const forbidden = (message: string, ResourceType: string) => ({
    refused: { status: 403, code: 'AccessForbidden', message, details: { Method: asked ?? 'OPTIONS', ResourceType } },
  });
  if (!bucket) return forbidden('CORSResponse: Bucket not found', 'BUCKET');
  if (!bucket.cors) return forbidden('CORSResponse: CORS is not enabled for this bucket.', 'BUCKET');
  if (asked === undefined) return bad('Invalid Access-Control-Request-Method: null');
  const allowed = corsHeaders(bucket.cors, asked, headers);
  return allowed ? { headers: allowed } : forbidden(NOT_ALLOWED, resourceType);
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
