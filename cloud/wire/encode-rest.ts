import type { NormalizedSchema } from '@smithy/core/schema';
import { quoteHeader } from '@smithy/core/serde';
import { serialize } from './codecs.ts';
import { answerHeaders, eventHeaders } from './encode.ts';
import { encodeEvents } from './event-stream.ts';
import type { HttpResponse } from './http.ts';
import { contentTypes } from './protocol.ts';
import type { Match } from './route.ts';
import { HTTP_DATE, writeScalar } from './scalar.ts';
import { only, structure } from './schema.ts';

/** A REST output: some members become status, headers or the whole body, the rest a document. */
export async function encodeRest(match: Match, output: Record<string, unknown>, requestId: string): Promise<HttpResponse> {
  const { model, operation, protocol } = match;
  const headers = { ...answerHeaders(protocol, requestId), ...(model.signingName === 's3' && s3Ids(requestId)) };
  let status = operation.traits.http?.[2] ?? 200;
  if (operation.output.isUnitSchema()) return empty(match, status, headers);
  const inBody: string[] = [];
  let payload: [string, NormalizedSchema] | undefined;
  for (const [name, member] of operation.output.structIterator()) {
    const { httpPayload, httpResponseCode, httpHeader, httpPrefixHeaders } = member.getMergedTraits();
    const value = output[name];
    if (httpPayload) payload = [name, member];
    else if (httpResponseCode) status = typeof value === 'number' ? value : status;
    else if (httpHeader || typeof httpPrefixHeaders === 'string') bindHeader(headers, member, value);
    else inBody.push(name);
  }
  // Reason: no schema says so, but HTTP does: a part of a whole is 206 Partial Content.
  if (status === 200 && headers['content-range'] !== undefined) status = 206;
  const typed = headers['content-type'] === contentTypes[protocol] ? undefined : headers['content-type'];
  const events = operation.output.getEventStreamMember();
  if (events)
    return {
      status,
      headers: { ...eventHeaders(headers), ...(typed && { 'content-type': typed }) },
      body: await encodeEvents(match, events, output),
    };
  if (payload) return encodePayload(match, payload[1], output[payload[0]], status, headers);
  if (inBody.length === 0) return empty(match, status, headers, output.ContentType !== undefined);
  const root = operation.output.getMergedTraits().xmlName;
  if (protocol === 'restXml' && root !== undefined && inBody.length === 1 && root === inBody[0]) {
    return { status, headers, body: bareMember(match, root, output[root]) };
  }
  return { status, headers, body: serialize(model, protocol, only(operation.output, inBody), output) };
}

/** S3's own request ids. */
export function s3Ids(requestId: string): Record<string, string> {
  return { 'x-amz-request-id': requestId, 'x-amz-id-2': requestId };
}

/** Writes a member that is bound to a header, or to headers of a prefix. Says whether it was one. */
export function bindHeader(headers: Record<string, string>, member: NormalizedSchema, value: unknown): boolean {
  const { httpHeader, httpPrefixHeaders } = member.getMergedTraits();
  if (httpHeader) {
    if (value !== undefined && value !== null) headers[httpHeader.toLowerCase()] = headerValue(member, value);
    return true;
  }
  if (typeof httpPrefixHeaders !== 'string') return false;
  for (const [name, item] of Object.entries(value ?? {})) headers[`${httpPrefixHeaders}${name}`.toLowerCase()] = String(item);
  return true;
}

function headerValue(member: NormalizedSchema, value: unknown): string {
  if (!Array.isArray(value)) return writeScalar(member, value, HTTP_DATE);
  const item = member.getValueSchema();
  return value
    .map((part) => (part instanceof Date ? writeScalar(item, part, HTTP_DATE) : quoteHeader(writeScalar(item, part, HTTP_DATE))))
    .join(', ');
}

function encodePayload(
  { model, protocol }: Match,
  member: NormalizedSchema,
  value: unknown,
  status: number,
  headers: Record<string, string>,
): HttpResponse {
  if (!member.isBlobSchema() && !member.isStringSchema()) {
    return value === undefined || value === null
      ? { status, headers }
      : { status, headers, body: serialize(model, protocol, member, value) };
  }
  if (headers['content-type'] === contentTypes[protocol]) {
    headers['content-type'] = member.getMergedTraits().mediaType ?? (member.isBlobSchema() ? 'application/octet-stream' : 'text/plain');
  }
  return isBody(value) ? { status, headers, body: value } : { status, headers };
}

function isBody(value: unknown): value is NonNullable<HttpResponse['body']> {
  return (
    typeof value === 'string' ||
    value instanceof Uint8Array ||
    (typeof value === 'object' && value !== null && Symbol.asyncIterator in value)
  );
}

function empty({ protocol }: Match, status: number, headers: Record<string, string>, keepType = false): HttpResponse {
  if (protocol === 'restJson1') return status === 204 ? { status, headers } : { status, headers, body: '{}' };
  const { 'content-type': contentType, ...rest } = headers;
  return { status, headers: keepType && contentType ? headers : rest };
}

/** GetBucketLocation: the output's only member is itself the document's root. */
function bareMember({ model, protocol }: Match, root: string, value: unknown): string {
  const schema = structure(model.namespace, root, { value: [0, { xmlName: root }] });
  const document = String(serialize(model, protocol, schema, { value: value ?? '' }));
  return document.replace(`><${root}>`, '>').replace(`</${root}>`, '');
}
