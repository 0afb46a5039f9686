import { AwsError } from '../aws-error.ts';
import { collect, inflate } from './body.ts';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import { type ErrorPlace, encodeError } from './errors.ts';
import type { HttpRequest, HttpResponse } from './http.ts';
import { modelEntries } from './models.ts';
import { type Match, route } from './route.ts';
import { type Scope, scopeOf } from './signature.ts';
import type { OpenedRequest, Wire, WiredService } from './wire.ts';

/**
 * AWS's protocols for these services. A client package is imported when a request first needs it. Streaming inputs reach
 * their operation as one Uint8Array; streaming outputs may be Uint8Array, string or AsyncIterable<Uint8Array>.
 */
export function createWire(services: readonly WiredService[]): Wire {
  const entries = modelEntries(services);
  return {
    async open(request, requestId) {
      const look = await firstLook(request);
      const found = await route({ request, form: look.form, signingName: look.scope?.signingName }, entries);
      const place: ErrorPlace = { protocol: found.protocol, requestId, resource: request.path, ...(found.model && { model: found.model }) };
      if (look.error) return withoutBodyForHead(request, encodeError(place, look.error));
      if ('error' in found) return withoutBodyForHead(request, encodeError(place, found.error));
      return {
        service: found.model.service,
        operation: found.operation.name,
        ...(look.scope && { signature: look.scope.signature }),
        ...dialogue(found, place, request, look.form),
      };
    },
  };
}

/** What routing needs to know. An error is answered once the protocol is known. */
interface FirstLook {
  form?: URLSearchParams;
  scope?: Scope;
  error?: AwsError;
}

async function firstLook(request: HttpRequest): Promise<FirstLook> {
  const look: FirstLook = {};
  try {
    const scope = scopeOf(request);
    if (scope) look.scope = scope;
    const form = await formOf(request);
    if (form) look.form = form;
  } catch (error) {
    look.error =
      error instanceof AwsError
        ? error
        : new AwsError('MalformedQueryString', 'The query string contains a syntax error.', { cause: error });
  }
  return look;
}

function dialogue(
  match: Match,
  place: ErrorPlace,
  request: HttpRequest,
  form: URLSearchParams | undefined,
): Pick<OpenedRequest, 'input' | 'answer' | 'fail'> {
  return {
    input: () => decode(match, request, form),
    answer: async (output) => withoutBodyForHead(request, await encode(match, output, place.requestId)),
    fail: (error) => withoutBodyForHead(request, encodeError(place, error)),
  };
}

/** The query protocols name their operation in the body. */
async function formOf({ method, headers, body }: HttpRequest): Promise<URLSearchParams | undefined> {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  if (method !== 'POST' || !isForm || 'x-amz-target' in headers) return undefined;
  const text = new TextDecoder('utf-8', { fatal: true }).decode(inflate(await collect(body), headers['content-encoding']));
  if (/%(?![0-9a-f]{2})/i.test(text)) throw new URIError('A percent sign stands alone.');
  return new URLSearchParams(text);
}

function withoutBodyForHead({ method }: HttpRequest, { body, ...head }: HttpResponse): HttpResponse {
  return method === 'HEAD' || body === undefined ? head : { ...head, body };
}
