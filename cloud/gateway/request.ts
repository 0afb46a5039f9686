import type { Random } from '../random.ts';
import { collect } from '../wire/body.ts';
import type { HttpRequest } from '../wire/http.ts';

/** A request as a deployed API sees it. */
export interface GatewayRequest {
  /** `x-amzn-RequestId` */
  id: string;
  /** `x-amz-apigw-id` */
  extendedId: string;
  /** The X-Ray header's value. */
  traceId: string;
  method: string;
  /** Raw, from the stage on. */
  path: string;
  /** Names in the client's case, repeated ones apart, with what the gateway adds. */
  headers: readonly Pair[];
  /** Decoded, in order. */
  query: readonly Pair[];
  rawQuery: string;
  body: Uint8Array;
  sourceIp: string;
  /** Milliseconds since the epoch. */
  receivedAt: number;
}
export type Pair = readonly [name: string, value: string];

/** Requests over this machine's loopback come from here. */
const SOURCE_IP = '127.0.0.1';
/** Headers that concern one connection only: no gateway hands them on. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  'proxy-connection',
  'http2-settings',
  'expect',
]);

/** Reads a request for an API. `domain` is the API's name on AWS: functions see that, wherever they run. */
export async function readRequest(
  request: HttpRequest,
  { path, domain, now, random }: { path: string; domain: string; now: number; random: Random },
): Promise<GatewayRequest> {
  const sent = request.rawHeaders ?? Object.entries(request.headers);
  const isOurs = (name: string) => HOP_BY_HOP.has(name) || name === 'host' || name.startsWith('x-forwarded-') || name === 'x-amzn-trace-id';
  const traceId = `Root=1-${Math.floor(now / 1000).toString(16)}-${random.text(24)}`;
  return {
    id: random.uuid(),
    extendedId: `${random.text(15, ID_ALPHABET)}=`,
    traceId: request.headers['x-amzn-trace-id'] ?? traceId,
    method: request.method.toUpperCase(),
    path,
    headers: [
      ...sent.filter(([name]) => !isOurs(name.toLowerCase())),
      ['Host', domain],
      ['X-Amzn-Trace-Id', request.headers['x-amzn-trace-id'] ?? traceId],
      ['X-Forwarded-For', SOURCE_IP],
      ['X-Forwarded-Port', '443'],
      ['X-Forwarded-Proto', 'https'],
    ],
    query: [...request.query],
    rawQuery: request.rawQuery ?? request.query.toString(),
    body: await collect(request.body),
    sourceIp: SOURCE_IP,
    receivedAt: now,
  };
}
const ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The last value of a header, whatever its case. */
export function headerOf(headers: readonly Pair[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  return headers.findLast(([header]) => header.toLowerCase() === wanted)?.[1];
}

/** Names with their last value. */
export function lastValues(pairs: readonly Pair[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of pairs) define(values, name, value);
  return values;
}

/** Names with all their values, in order. */
export function allValues(pairs: readonly Pair[]): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const [name, value] of pairs) {
    if (Object.hasOwn(values, name)) values[name]!.push(value);
    else define(values, name, [value]);
  }
  return values;
}

/** Clients choose these names: `__proto__` is one like any other. */
function define<T>(target: Record<string, T>, name: string, value: T): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}

/** Whether a raw path or query decodes: a percent sign begins two hexadecimal digits of valid UTF-8. */
export function decodes(raw: string): boolean {
  try {
    decodeURIComponent(raw);
    return true;
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}
