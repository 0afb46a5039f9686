import type { NormalizedSchema } from '@smithy/core/schema';
import { toBase64 } from '@smithy/core/serde';
import { isObject, type Json } from '../asl/json.ts';

/** What is wrong with a task's parameters, one line each. */
export type Problems = string[];

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** A task's parameters as the API's input: members by their own spelling, texts for bytes and dates. */
export function toInput(shape: NormalizedSchema, value: Json, optimised: boolean, problems: Problems, field = ''): unknown {
  if (shape.isStructSchema()) return structure(shape, value, optimised, problems, field);
  if (shape.isListSchema()) {
    if (!Array.isArray(value)) return wrong(problems, field, 'an ARRAY');
    return value.map((item, at) => toInput(shape.getValueSchema(), item, optimised, problems, `${field}[${at}]`));
  }
  if (shape.isMapSchema()) {
    if (!isObject(value)) return wrong(problems, field, 'an OBJECT');
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, toInput(shape.getValueSchema(), item, optimised, problems, `${field}.${name}`)]),
    );
  }
  return simple(shape, value, optimised, problems, field);
}

function structure(shape: NormalizedSchema, value: Json, optimised: boolean, problems: Problems, field: string): unknown {
  if (!isObject(value)) return wrong(problems, field, 'an OBJECT');
  const members = new Map([...shape.structIterator()].map(([name, member]) => [capital(name), { name, member }]));
  const input: Record<string, unknown> = {};
  for (const [given, item] of Object.entries(value)) {
    const known = members.get(given);
    if (!known) problems.push(`The field "${given}" is not supported by Step Functions`);
    else if (item !== null) input[known.name] = toInput(known.member, item, optimised, problems, given);
  }
  return input;
}

function simple(shape: NormalizedSchema, value: Json, optimised: boolean, problems: Problems, field: string): unknown {
  if (shape.isBlobSchema()) return bytesOf(value, optimised);
  if (shape.isTimestampSchema()) {
    const moment = typeof value === 'string' ? Date.parse(value) : typeof value === 'number' ? value * 1000 : Number.NaN;
    return Number.isNaN(moment) ? wrong(problems, field, 'a TIMESTAMP') : new Date(moment);
  }
  if (shape.isStringSchema() && typeof value !== 'string') {
    if (optimised) return typeof value === 'object' ? JSON.stringify(value) : String(value);
    return wrong(problems, field, 'a STRING');
  }
  if (shape.isNumericSchema() && typeof value !== 'number') return wrong(problems, field, 'a NUMBER');
  if (shape.isBooleanSchema() && typeof value !== 'boolean') return wrong(problems, field, 'a BOOLEAN');
  return value;
}

/** A text is taken as it is by optimised integrations (Lambda's Payload is JSON); anything else is written as JSON. */
function bytesOf(value: Json, optimised: boolean): Uint8Array {
  return new TextEncoder().encode(typeof value === 'string' && !optimised ? value : JSON.stringify(value));
}

function wrong(problems: Problems, field: string, type: string): undefined {
  problems.push(`The value for the field '${field}' must be ${type}`);
}

/** An API's answer as a task's result: members begin with capitals, dates are texts, bytes are what they say. */
export async function toResult(shape: NormalizedSchema, value: unknown): Promise<Json> {
  if (value === undefined || value === null) return null;
  if (shape.isStructSchema()) {
    const result: Record<string, Json> = {};
    for (const [name, member] of shape.structIterator()) {
      const item = (value as Record<string, unknown>)[name];
      if (item !== undefined && item !== null) result[capital(name)] = await toResult(member, item);
    }
    return result;
  }
  if (shape.isListSchema()) return Promise.all((value as unknown[]).map((item) => toResult(shape.getValueSchema(), item)));
  if (shape.isMapSchema()) {
    const entries = await Promise.all(
      Object.entries(value).map(async ([name, item]) => [name, await toResult(shape.getValueSchema(), item)] as const),
    );
    return Object.fromEntries(entries);
  }
  if (shape.isBlobSchema()) return textOf(value);
  if (value instanceof Date) return value.toISOString();
  return value as Json;
}

/** Bytes that are UTF-8 are told as text, others in Base64. */
async function textOf(value: unknown): Promise<string> {
  if (typeof value === 'string') return value;
  const bytes = value instanceof Uint8Array ? value : await collected(value as AsyncIterable<Uint8Array>);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return toBase64(bytes);
  }
}

async function collected(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
