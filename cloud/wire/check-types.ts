import type { NormalizedSchema } from '@smithy/core/schema';
import { NumericValue } from '@smithy/core/serde';
import { AwsError } from '../aws-error.ts';

/**
 * Refuses values of the wrong type, which the SDK's codecs pass through. `json` looks at JSON as it came (blobs are
 * strings, timestamps numbers or strings), `typed` at decoded values. Throws SerializationException in AWS's wording.
 */
export function checkTypes(shape: NormalizedSchema, value: unknown, as: 'json' | 'typed'): void {
  if (value === null || value === undefined || shape.isDocumentSchema()) return;
  if (shape.isStructSchema()) {
    const record = recordOf(value);
    for (const [name, member] of shape.structIterator()) {
      const key = as === 'json' ? (member.getMergedTraits().jsonName ?? name) : name;
      if (Object.hasOwn(record, key)) checkTypes(member, record[key], as);
    }
  } else if (shape.isMapSchema()) {
    checkEntries(shape, Object.values(recordOf(value)), as);
  } else if (shape.isListSchema()) {
    if (!Array.isArray(value)) throw wrongType(value, 'List');
    checkEntries(shape, value, as);
  } else checkSimple(shape, value, as);
}

/** A list's elements or a map's values. Smithy, `sparse` trait: only where a shape says so may one of them be null. */
function checkEntries(shape: NormalizedSchema, entries: readonly unknown[], as: 'json' | 'typed'): void {
  const item = shape.getValueSchema();
  for (const entry of entries) {
    if (entry === null && !shape.getMergedTraits().sparse) {
      throw serializationException(`NULL_VALUE found in a ${shape.isMapSchema() ? 'map' : 'list'} that takes none`);
    }
    checkTypes(item, entry, as);
  }
}

function checkSimple(shape: NormalizedSchema, value: unknown, as: 'json' | 'typed'): void {
  if (shape.isBooleanSchema()) {
    if (typeof value !== 'boolean') throw wrongType(value, 'Boolean');
  } else if (shape.isNumericSchema()) {
    const special = value === 'NaN' || value === 'Infinity' || value === '-Infinity';
    if (typeof value !== 'number' && !(special && as === 'json')) throw wrongType(value, 'Number');
  } else if (shape.isBigIntegerSchema() || shape.isBigDecimalSchema()) {
    if (!['number', 'bigint', 'string'].includes(typeof value) && !(value instanceof NumericValue)) throw wrongType(value, 'Number');
  } else if (shape.isBlobSchema()) {
    if (as === 'json' ? typeof value !== 'string' : !(value instanceof Uint8Array)) throw wrongType(value, 'Blob');
  } else if (shape.isTimestampSchema()) {
    const fits = as === 'json' ? typeof value === 'number' || typeof value === 'string' : value instanceof Date && !Number.isNaN(+value);
    if (!fits) throw wrongType(value, 'Timestamp');
  } else if (shape.isStringSchema() && typeof value !== 'string' && !(value instanceof String)) throw wrongType(value, 'String');
}

function recordOf(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Uint8Array || value instanceof Date) {
    throw wrongType(value, 'Map');
  }
  return value as Record<string, unknown>;
}

function wrongType(value: unknown, wanted: string): AwsError {
  if (Array.isArray(value)) return serializationException('Start of list found where not expected');
  if (value instanceof Date || value instanceof Uint8Array) return serializationException('Unexpected field type');
  if (typeof value === 'object') return serializationException('Start of structure or map found where not expected');
  if (wanted === 'List' || wanted === 'Map') return serializationException(`Expected ${wanted.toLowerCase()} or null`);
  const token = typeof value === 'boolean' ? `${value}_VALUE` : typeof value === 'string' ? 'STRING_VALUE' : 'NUMBER_VALUE';
  return serializationException(`${token.toUpperCase()} can not be converted to ${wanted}`);
}

function serializationException(message: string): AwsError {
  return new AwsError('SerializationException', message, { status: 400 });
}
