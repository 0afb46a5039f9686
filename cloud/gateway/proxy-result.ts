import { fromBase64 } from '@smithy/core/serde';
import { isRecord, tryParseJson } from './json.ts';

/** What a gateway answers its client. */
export interface GatewayAnswer {
  status: number;
  /** In lower case. */
  headers: Record<string, string>;
  cookies: readonly string[];
  body: string | Uint8Array;
}

/** The length of an answer's body, in bytes. */
export function bodyLength({ body }: GatewayAnswer): number {
  return typeof body === 'string' ? new TextEncoder().encode(body).length : body.length;
}

const KEYS = ['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded'];
/** A function may not set these: they are handed on under another name. */
const REMAPPED = new Set([
  'authorization',
  'connection',
  'content-length',
  'content-md5',
  'date',
  'expect',
  'host',
  'max-forwards',
  'server',
  'user-agent',
  'www-authenticate',
]);
const DROPPED = new Set(['transfer-encoding', 'trailer', 'upgrade', 'te', 'proxy-authenticate', 'via']);

/**
 * A function's answer in format 1.0 as an HTTP response; undefined where it is malformed. `decodes` says whether a Base64
 * body becomes bytes. API Gateway Developer Guide, "Output format of a Lambda function for proxy integration".
 */
export function proxyAnswer(payload: string, decodes: (contentType: string) => boolean): GatewayAnswer | undefined {
  const result = tryParseJson(payload)?.value;
  if (!isRecord(result) || Object.keys(result).some((key) => !KEYS.includes(key))) return undefined;
  const status = statusOf(result.statusCode);
  const body = bodyText(result.body);
  if (status === undefined || body === undefined) return undefined;
  const answer: GatewayAnswer & { cookies: string[] } = { status, headers: {}, cookies: [], body };
  if (!addHeaders(answer, result.headers, false) || !addHeaders(answer, result.multiValueHeaders, true)) return undefined;
  answer.headers['content-type'] ??= 'application/json';
  const isBase64 = result.isBase64Encoded === true || result.isBase64Encoded === 'true';
  if (isBase64 && decodes(answer.headers['content-type'])) {
    const bytes = tryBase64(body);
    if (!bytes) return undefined;
    answer.body = bytes;
  }
  return answer;
}

/** A status code; 200 where none is given, undefined where it is none. */
export function statusOf(value: unknown): number | undefined {
  if (value === undefined || value === null) return 200;
  const status = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599 ? status : undefined;
}

/** Texts, and scalars as texts; an object is no body. */
export function bodyText(value: unknown): string | undefined {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? undefined : String(value);
}

/** Takes headers over; false where they are malformed. `isMulti` says that each has a list of values. */
export function addHeaders(answer: GatewayAnswer & { cookies: string[] }, given: unknown, isMulti: boolean): boolean {
  if (given === undefined || given === null) return true;
  if (!isRecord(given)) return false;
  for (const [name, value] of Object.entries(given)) {
    if (isMulti && !Array.isArray(value)) return false;
    const values: unknown[] = isMulti && Array.isArray(value) ? value : [value];
    if (values.some((one) => typeof one === 'object' && one !== null)) return false;
    const texts = values.filter((one) => one !== null).map(String);
    if (!isToken(name) || texts.some((text) => !isFieldValue(text))) return false;
    setHeader(answer, name.toLowerCase(), texts);
  }
  return true;
}

function setHeader(answer: GatewayAnswer & { cookies: string[] }, name: string, texts: readonly string[]): void {
  if (DROPPED.has(name) || texts.length === 0) return;
  // Reason: a header given in both maps is answered once per different value.
  if (name === 'set-cookie') answer.cookies.push(...texts.filter((text) => !answer.cookies.includes(text)));
  else answer.headers[REMAPPED.has(name) ? `x-amzn-remapped-${name}` : name] = texts.join(', ');
}

/** A header name that HTTP allows. */
export function isToken(name: string): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name);
}

/** A header value that HTTP allows. */
export function isFieldValue(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that a header must not hold.
  return !/[\u0000-\u0008\u000a-\u001f\u007f]|[^\u0000-\u00ff]/.test(text);
}

/** The bytes of a Base64 text; undefined where it is none. */
export function tryBase64(text: string): Uint8Array | undefined {
  const clean = text.replace(/\s+/g, '');
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(clean) ? fromBase64(clean) : undefined;
}
