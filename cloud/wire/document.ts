import { NormalizedSchema } from '@smithy/core/schema';
import type { Schema } from '@smithy/types';
import { checkTypes } from './check-types.ts';
import { codecFor } from './codecs.ts';
import type { Match } from './route.ts';

/** What the SDK's JSON codecs can do beyond a plain codec: read values that are parsed already. */
interface JsonReader {
  readObject(schema: Schema, value: unknown): unknown;
}

/** Reads a JSON, XML or CBOR document by its schema. Throws on what is malformed or of the wrong type. */
export async function readDocument({ model, protocol }: Match, schema: Schema, body: Uint8Array): Promise<unknown> {
  const shape = NormalizedSchema.of(schema);
  const reader = codecFor(model, protocol).createDeserializer();
  if (isJsonReader(reader)) {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    checkTypes(shape, parsed, 'json');
    return reader.readObject(schema, parsed) ?? {};
  }
  const value: unknown = await reader.read(schema, body);
  checkTypes(shape, value, 'typed');
  return value;
}

function isJsonReader(reader: object): reader is JsonReader {
  return 'readObject' in reader;
}
