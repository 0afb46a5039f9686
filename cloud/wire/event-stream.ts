import { EventStreamSerde, UniversalEventStreamMarshaller } from '@smithy/core/event-streams';
import { fromUtf8, toUtf8 } from '@smithy/core/serde';
import { codecFor } from './codecs.ts';
import { contentTypes, isRest } from './protocol.ts';
import type { Match } from './route.ts';

/** An output's event stream as bytes; RPC protocols send its other members first, as the initial response. */
export async function encodeEvents(
  { model, operation, protocol }: Match,
  member: string,
  output: Record<string, unknown>,
): Promise<AsyncIterable<Uint8Array>> {
  const codec = codecFor(model, protocol);
  const serde = new EventStreamSerde({
    marshaller: new UniversalEventStreamMarshaller({ utf8Encoder: toUtf8, utf8Decoder: fromUtf8 }),
    serializer: codec.createSerializer(),
    deserializer: codec.createDeserializer(),
    defaultContentType: contentTypes[protocol],
  });
  const { [member]: events, ...initialRequest } = output;
  if (!isEvents(events)) throw new TypeError(`${operation.name} gave no events in ${member}`);
  const initial = isRest(protocol) ? {} : { initialRequest, initialMessageType: 'initial-response' };
  return serde.serializeEventStream({ eventStream: events, requestSchema: operation.output, ...initial });
}

function isEvents(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
