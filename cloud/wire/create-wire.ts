import { collect, inflate } from './body.ts';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import { type ErrorPlace, encodeError } from './errors.ts';
import type { HttpRequest, HttpResponse } from './http.ts';
import { modelEntries } from './models.ts';
import { type Match, route } from './route.ts';
import { scopeOf } from './signature.ts';
import type { OpenedRequest, Wire, WiredService } from './wire.ts';

/**
 * AWS's protocols for these services. A client package is imported when a request first needs it. Streaming inputs reach
 * their operation as one Uint8Array; streaming outputs may be Uint8Array, string or AsyncIterable<Uint8Array>.
 */
export function createWire(services: readonly WiredService[]): Wire {
  const entries = modelEntries(services);
  return {
    async open(request, requestId) {
      const form = await formOf(request);
      const scope = scopeOf(request);
      const found = await route({ request, form, signingName: scope?.signingName }, entries);
      const place: ErrorPlace = { protocol: found.protocol, requestId, resource: request.path, ...(found.model && { model: found.model }) };
      if ('error' in found) return withoutBodyForHead(request, encodeError(place, found.error));
      return {
        service: found.model.service,
        operation: found.operation.name,
        ...(scope && { signature: scope.signature }),
        ...dialogue(found, place, request, form),
      };
    },
  };
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
  return new URLSearchParams(new TextDecoder().decode(inflate(await collect(body), headers['content-encoding'])));
}

function withoutBodyForHead({ method }: HttpRequest, { body, ...head }: HttpResponse): HttpResponse {
  return method === 'HEAD' || body === undefined ? head : { ...head, body };
}
