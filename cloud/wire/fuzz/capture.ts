import { collect } from '../body.ts';
import type { HttpRequest } from '../http.ts';
import type { ClientPackage } from './clients.ts';
import { subject } from './subject.ts';

/** A request as a client made it, with its body in one piece. */
export interface Captured extends Omit<HttpRequest, 'body'> {
  body: Uint8Array;
}

/** Makes requests with the real client, and sends none. */
export async function capturing(
  clientPackage: ClientPackage,
  options: object = {},
): Promise<(operation: string, input: unknown) => Promise<Captured>> {
  let captured: Captured | undefined;
  const requestHandler = {
    async handle(request: {
      method: string;
      path: string;
      query: Record<string, string | string[]>;
      headers: Record<string, string>;
      body: unknown;
    }) {
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries(request.query)) for (const item of [value].flat()) query.append(name, item ?? '');
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]));
      captured = { method: request.method, path: request.path, query, headers, body: await bytes(request.body) };
      throw new NotSent();
    },
  };
  const { send } = await subject(clientPackage, { ...options, requestHandler });
  return async (operation, input) => {
    captured = undefined;
    await send(operation, input).catch(() => {});
    if (!captured) throw new Error(`The client made no request for ${operation}.`);
    return captured;
  };
}

class NotSent extends Error {}

async function bytes(body: unknown): Promise<Uint8Array> {
  if (body === undefined || body === null) return new Uint8Array(0);
  if (typeof body === 'string') return new TextEncoder().encode(body);
  return body instanceof Uint8Array ? body : collect(body as AsyncIterable<Uint8Array>);
}

export async function* chunksOf(body: Uint8Array): AsyncGenerator<Uint8Array> {
  if (body.length > 0) yield body;
}
