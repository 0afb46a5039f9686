import type { NormalizedSchema } from '@smithy/core/schema';
import {
  _parseEpochTimestamp,
  _parseRfc3339DateTimeWithOffset,
  _parseRfc7231DateTime,
  dateToUtcString,
  fromBase64,
  NumericValue,
  toBase64,
} from '@smithy/core/serde';

/** How a timestamp is written where no trait says: in labels, query strings and forms, or in headers. @smithy/types, TimestampSchemas. */
export type TimestampFormat = typeof DATE_TIME | typeof HTTP_DATE;
export const DATE_TIME = 5;
export const HTTP_DATE = 6;
const EPOCH_SECONDS = 7;

/** Reads a simple value from a header, label, query string or form. Throws what is no such value. */
export function readScalar(shape: NormalizedSchema, text: string, timestamps: TimestampFormat): unknown {
  if (shape.isBooleanSchema()) return readBoolean(text);
  if (shape.isNumericSchema()) return readNumber(text);
  if (shape.isBigIntegerSchema()) return BigInt(text);
  if (shape.isBigDecimalSchema()) return new NumericValue(text, 'bigDecimal');
  if (shape.isBlobSchema()) return fromBase64(text);
  if (shape.isTimestampSchema()) {
    // Reason: older botocore sends epoch seconds where the model asks for a date.
    if (/^\d+(\.\d+)?$/.test(text)) return _parseEpochTimestamp(text);
    return formatOf(shape, timestamps) === HTTP_DATE ? _parseRfc7231DateTime(text) : _parseRfc3339DateTimeWithOffset(text);
  }
  if (timestamps === HTTP_DATE && shape.getMergedTraits().mediaType) return new TextDecoder().decode(fromBase64(text));
  return text;
}

/** Writes a simple value for a header. */
export function writeScalar(shape: NormalizedSchema, value: unknown, timestamps: TimestampFormat): string {
  if (value instanceof Date) {
    const format = formatOf(shape, timestamps);
    if (format === HTTP_DATE) return dateToUtcString(value);
    return format === EPOCH_SECONDS ? String(value.getTime() / 1000) : value.toISOString().replace('.000Z', 'Z');
  }
  if (value instanceof Uint8Array) return toBase64(value);
  const text = String(value);
  return shape.getMergedTraits().mediaType ? toBase64(new TextEncoder().encode(text)) : text;
}

export function formatOf(shape: NormalizedSchema, otherwise: TimestampFormat): number {
  const schema = shape.getSchema();
  return schema === DATE_TIME || schema === HTTP_DATE || schema === EPOCH_SECONDS ? schema : otherwise;
}

function readBoolean(text: string): boolean {
  const lower = text.toLowerCase();
  if (lower !== 'true' && lower !== 'false') throw new TypeError(`${text} is neither true nor false`);
  return lower === 'true';
}

function readNumber(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || (Number.isNaN(number) && text !== 'NaN')) throw new TypeError(`${text} is no number`);
  return number;
}
