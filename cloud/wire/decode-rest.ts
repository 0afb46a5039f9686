import type { NormalizedSchema } from '@smithy/core/schema';
import { splitEvery, splitHeader } from '@smithy/core/serde';
import { collect, inflate } from './body.ts';
import { unframe } from './chunked.ts';
import { readDocument } from './document.ts';
import type { HttpRequest } from './http.ts';
import { badParameter } from './input-errors.ts';
import type { Match } from './route.ts';
import { DATE_TIME, HTTP_DATE, readScalar } from './scalar.ts';
import { only } from './schema.ts';

/** Where a REST input's members come from, but for its body. */
interface Bindings {
  labels: Record<string, string>;
  query: URLSearchParams;
  /** Header values; for presigned requests also those that were hoisted into the query string. */
  header(name: string): string | undefined;
  headers: [string, string][];
  /** Query parameters that the template or a member already claims. */
  claimed: ReadonlySet<string>;
}

/** Reads labels, query string, headers and body. A streaming body is handed over in one piece, as Uint8Array. */
export async function decodeRest(match: Match, request: HttpRequest): Promise<Record<string, unknown>> {
  const { input } = match.operation;
  const { body, headers } = unframe(await collect(request.body), request.headers);
  if (input.isUnitSchema()) return {};
  const bindings = bindingsOf(match, request, headers);
  const out: Record<string, unknown> = {};
  const inBody: string[] = [];
  let payload: [string, NormalizedSchema] | undefined;
  for (const [name, member] of input.structIterator()) {
    const { httpPayload } = member.getMergedTraits();
    if (httpPayload) payload = [name, member];
    else if (isBound(member)) {
      const value = readBound(match, name, member, bindings);
      if (value !== undefined) out[name] = value;
    } else inBody.push(name);
  }
  if (payload) {
    const [name, member] = payload;
    const value = await readPayload(match, member, body, headers);
    if (value !== undefined) out[name] = value;
  } else if (inBody.length > 0 && body.length > 0) {
    const plain = inflate(body, headers['content-encoding']);
    Object.assign(out, await readDocument(match, only(input, inBody), plain));
  }
  return out;
}

function bindingsOf({ labels, operation }: Match, { query }: HttpRequest, headers: Record<string, string>): Bindings {
  const hoisted = query.has('X-Amz-Signature') || query.has('Signature');
  const template = new URLSearchParams(operation.traits.http?.[1].split('?')[1]);
  const members = [...operation.input.structIterator()].map(([, member]) => member.getMergedTraits().httpQuery);
  const fromQuery: [string, string][] = hoisted ? [...query].map(([name, value]) => [name.toLowerCase(), value]) : [];
  return {
    labels,
    query,
    header: (name) => headers[name] ?? fromQuery.find(([hoistedName]) => hoistedName === name)?.[1],
    headers: [...Object.entries(headers), ...fromQuery],
    claimed: new Set([...template.keys(), ...members.filter((name) => name !== undefined)]),
  };
}

function isBound(member: NormalizedSchema): boolean {
  const { httpLabel, httpQuery, httpHeader, httpPrefixHeaders, httpQueryParams } = member.getMergedTraits();
  return !!(httpLabel || httpQuery || httpHeader || httpQueryParams) || typeof httpPrefixHeaders === 'string';
}

function readBound(match: Match, name: string, member: NormalizedSchema, bindings: Bindings): unknown {
  const { httpLabel, httpQuery, httpHeader, httpPrefixHeaders } = member.getMergedTraits();
  if (httpLabel) return readScalar(member, decodeURIComponent(bindings.labels[name] ?? ''), DATE_TIME);
  if (httpQuery) {
    const values = bindings.query.getAll(httpQuery);
    if (values.length === 0) return undefined;
    return attempt(match, httpQuery, values.join(), () =>
      member.isListSchema()
        ? values.map((value) => readScalar(member.getValueSchema(), value, DATE_TIME))
        : readScalar(member, values[0]!, DATE_TIME),
    );
  }
  if (httpHeader) {
    const value = bindings.header(httpHeader.toLowerCase());
    return value === undefined ? undefined : attempt(match, httpHeader, value, () => readHeader(member, value));
  }
  if (typeof httpPrefixHeaders === 'string') {
    const prefix = httpPrefixHeaders.toLowerCase();
    const found = bindings.headers.filter(([header]) => header.startsWith(prefix));
    return found.length === 0 ? undefined : Object.fromEntries(found.map(([header, value]) => [header.slice(prefix.length), value]));
  }
  const lists = member.getValueSchema().isListSchema();
  const free = [...new Set(bindings.query.keys())].filter((key) => !bindings.claimed.has(key));
  if (free.length === 0) return undefined;
  return Object.fromEntries(free.map((key) => [key, lists ? bindings.query.getAll(key) : bindings.query.get(key)]));
}

function attempt(match: Match, name: string, value: string, read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    throw badParameter(match, name, value, error);
  }
}

function readHeader(member: NormalizedSchema, value: string): unknown {
  if (!member.isListSchema()) return readScalar(member, value, HTTP_DATE);
  const item = member.getValueSchema();
  const schema = item.getSchema();
  // Reason: a date in HTTP's format has a comma of its own.
  const parts = item.isTimestampSchema() && (schema === 4 || schema === HTTP_DATE) ? splitEvery(value, ',', 2) : splitHeader(value);
  return parts.map((part) => readScalar(item, part.trim(), HTTP_DATE));
}

/** An empty blob and none look the same on the wire; streaming members are always given. */
async function readPayload(match: Match, member: NormalizedSchema, body: Uint8Array, headers: Record<string, string>): Promise<unknown> {
  if (member.isBlobSchema()) return member.isStreaming() || body.length > 0 ? body : undefined;
  if (body.length === 0) return undefined;
  if (member.isStringSchema()) return new TextDecoder().decode(body);
  return readDocument(match, member, inflate(body, headers['content-encoding']));
}
