import { AwsJson1_0Protocol, AwsRestJsonProtocol, AwsRestXmlProtocol } from '@aws-sdk/core/protocols';
import type { Schema } from '@smithy/types';
import { cborCodec } from './cbor-codec.ts';
import type { Model, PayloadCodec } from './model.ts';
import { isAwsJson, type Protocol } from './protocol.ts';

const codecs = new WeakMap<Model, Map<Protocol, PayloadCodec>>();

/** The codec of a service for a protocol: its own where it speaks that protocol itself. */
export function codecFor(model: Model, protocol: Protocol): PayloadCodec {
  const own = codecs.get(model) ?? new Map<Protocol, PayloadCodec>();
  codecs.set(model, own);
  const codec = own.get(protocol) ?? makeCodec(model, protocol);
  own.set(protocol, codec);
  return codec;
}

/** Through the protocol classes: their codecs have been renamed before, they have not. */
function makeCodec(model: Model, protocol: Protocol): PayloadCodec {
  if (model.codec && (protocol === model.protocol || (isAwsJson(protocol) && isAwsJson(model.protocol)))) return model.codec;
  const options = {
    defaultNamespace: model.namespace,
    serviceTarget: model.target,
    xmlNamespace: model.xmlNamespace,
    version: model.version,
  };
  if (isAwsJson(protocol)) return new AwsJson1_0Protocol(options).getPayloadCodec();
  if (protocol === 'rpcv2Cbor') return cborCodec(options);
  if (protocol === 'restJson1') return new AwsRestJsonProtocol(options).getPayloadCodec();
  return new AwsRestXmlProtocol(options).getPayloadCodec();
}

const XML_PROLOG = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Writes a value as the protocol's document. */
export function serialize(model: Model, protocol: Protocol, schema: Schema, value: unknown): Uint8Array | string {
  const serializer = codecFor(model, protocol).createSerializer();
  serializer.write(schema, value);
  const document = serializer.flush();
  return typeof document === 'string' && document.startsWith('<') ? XML_PROLOG + document : document;
}
