import { serialize } from './codecs.ts';
import { encodeRest } from './encode-rest.ts';
import { encodeEvents } from './event-stream.ts';
import type { HttpResponse } from './http.ts';
import type { Model, OperationModel } from './model.ts';
import { contentTypes, isRest, type Protocol } from './protocol.ts';
import type { Match } from './route.ts';
import { DOCUMENT, STRING, structure, structureOf } from './schema.ts';

/** An operation's output as the answer to its request. */
export async function encode(match: Match, output: unknown, requestId: string): Promise<HttpResponse> {
  const { model, operation, protocol } = match;
  const value = typeof output === 'object' && output !== null ? { ...output } : {};
  if (isRest(protocol)) return encodeRest(match, value, requestId);
  const headers = answerHeaders(protocol, requestId);
  const events = operation.output.getEventStreamMember();
  if (events) return { status: 200, headers: eventHeaders(headers), body: await encodeEvents(match, events, value) };
  if (protocol === 'awsQuery' || protocol === 'ec2Query') {
    const body =
      protocol === 'ec2Query'
        ? { requestId, ...value }
        : { [`${operation.name}Result`]: operation.output.isUnitSchema() ? undefined : value, ResponseMetadata: { RequestId: requestId } };
    return { status: 200, headers, body: serialize(model, protocol, envelopeOf(model, operation, protocol), body) };
  }
  const schema = operation.output.isUnitSchema() ? DOCUMENT : operation.output;
  return { status: 200, headers, body: serialize(model, protocol, schema, value) };
}

/** The headers that every answer of a protocol has. */
export function answerHeaders(protocol: Protocol, requestId: string): Record<string, string> {
  return {
    'x-amzn-requestid': requestId,
    'content-type': contentTypes[protocol],
    ...(protocol === 'rpcv2Cbor' && { 'smithy-protocol': 'rpc-v2-cbor' }),
  };
}

export function eventHeaders(headers: Record<string, string>): Record<string, string> {
  return { ...headers, 'content-type': 'application/vnd.amazon.eventstream' };
}

type Envelope = ReturnType<typeof structure>;
const envelopes = new WeakMap<OperationModel, Map<Protocol, Envelope>>();

/** `<XResponse><XResult>...</XResult><ResponseMetadata/></XResponse>` as a schema, so that no XML is written by hand. */
function envelopeOf(model: Model, operation: OperationModel, protocol: Protocol): Envelope {
  const own = envelopes.get(operation) ?? new Map<Protocol, Envelope>();
  envelopes.set(operation, own);
  const envelope = own.get(protocol) ?? makeEnvelope(model, operation, protocol);
  own.set(protocol, envelope);
  return envelope;
}

function makeEnvelope({ namespace }: Model, { name, output }: OperationModel, protocol: Protocol): Envelope {
  const result = output.isUnitSchema() ? undefined : structureOf(output);
  if (protocol === 'ec2Query') {
    const members = result?.[4].map((member, index) => [member, result[5][index]!]) ?? [];
    return structure(namespace, `${name}Response`, { requestId: STRING, ...Object.fromEntries(members) });
  }
  const metadata = structure(namespace, 'ResponseMetadata', { RequestId: STRING });
  return structure(namespace, `${name}Response`, {
    ...(result && { [`${name}Result`]: () => result }),
    ResponseMetadata: () => metadata,
  });
}
