import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { HttpRequest, HttpResponse } from '../../wire/http.ts';

export type NodeRequest = IncomingMessage | Http2ServerRequest;
export type NodeResponse = ServerResponse | Http2ServerResponse;

/** The host a request was sent to, in either version of HTTP. */
export function hostOf(request: NodeRequest): string | undefined {
  const authority = request.headers[':authority'];
  return typeof authority === 'string' ? authority : request.headers.host;
}

/** A request as the cloud reads it. `beforeBody` runs when the body is first asked for. */
export function readRequest(request: NodeRequest, beforeBody: () => void): HttpRequest {
  const url = (request.url ?? '/').replace(/^https?:\/\/[^/]*/i, '');
  const mark = url.indexOf('?');
  const headers: Record<string, string> = {};
  for (const name in request.headers) {
    const value = request.headers[name];
    if (value !== undefined && !name.startsWith(':')) headers[name] = typeof value === 'string' ? value : value.join(', ');
  }
  headers.host = hostOf(request) ?? '';
  return {
    method: request.method ?? 'GET',
    path: (mark < 0 ? url : url.slice(0, mark)) || '/',
    query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)),
    headers,
    body: bodyOf(request, beforeBody),
    rawHeaders: pairs(request.rawHeaders),
    rawQuery: mark < 0 ? '' : url.slice(mark + 1),
  };
}

/** Node's flat list of names and values, without HTTP/2's own. */
function pairs(flat: readonly string[]): [string, string][] {
  const list: [string, string][] = [];
  for (let index = 0; index < flat.length; index += 2) if (!flat[index]!.startsWith(':')) list.push([flat[index]!, flat[index + 1]!]);
  return list;
}

async function* bodyOf(request: NodeRequest, beforeBody: () => void): AsyncGenerator<Uint8Array> {
  beforeBody();
  for await (const chunk of request) yield chunk as Uint8Array;
}

/** Writes an answer. Rejects when a streamed body fails or the client goes away while it is sent. */
export async function writeResponse(
  response: NodeResponse,
  { status, headers: named, cookies, body }: HttpResponse,
  method: string,
): Promise<void> {
  const headers = cookies?.length ? { ...named, 'set-cookie': [...cookies] } : named;
  if (body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array)) {
    writeHead(response, status, headers);
    const readable = Readable.from(body, { objectMode: false });
    await (response instanceof Http2ServerResponse ? pipeline(readable, response) : pipeline(readable, response));
    return;
  }
  const hasLength = method !== 'HEAD' && status !== 204 && status !== 304;
  writeHead(
    response,
    status,
    hasLength ? { ...headers, 'content-length': String(body === undefined ? 0 : Buffer.byteLength(body)) } : headers,
  );
  if (body === undefined) response.end();
  else response.end(body);
}

function writeHead(response: NodeResponse, status: number, headers: Record<string, string | string[]>): void {
  // Reason: the two classes differ in their types only.
  if (response instanceof Http2ServerResponse) response.writeHead(status, headers);
  else response.writeHead(status, headers);
}
