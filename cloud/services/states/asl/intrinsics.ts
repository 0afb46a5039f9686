import { type Random, seededRandom } from '../../../random.ts';
import { digest, isAlgorithm } from './digest.ts';
import { equalJson, isObject, type Json } from './json.ts';

/** What is wrong with the arguments of an intrinsic function. */
export class IntrinsicError extends Error {}

type Intrinsic = { args: [least: number, most: number]; run: (args: Json[], random: Random) => Json | Promise<Json> };

const MOST_HASHED = 10_000; // characters
const MOST_RANGE = 1000;

/** Step Functions Developer Guide, "Intrinsic functions for JSONPath states". */
export const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  'States.Format': { args: [1, Number.POSITIVE_INFINITY], run: ([template, ...values]) => format(text(template), values) },
  'States.StringToJson': { args: [1, 1], run: ([value]) => parse(text(value)) },
  'States.JsonToString': { args: [1, 1], run: ([value]) => JSON.stringify(value) },
  'States.Array': { args: [0, Number.POSITIVE_INFINITY], run: (values) => values },
  'States.ArrayPartition': { args: [2, 2], run: ([list, size]) => partition(array(list), positive(size)) },
  'States.ArrayContains': { args: [2, 2], run: ([list, value]) => array(list).some((item) => equalJson(item, value!)) },
  'States.ArrayRange': { args: [3, 3], run: ([from, to, by]) => range(integer(from), integer(to), integer(by)) },
  'States.ArrayGetItem': { args: [2, 2], run: ([list, at]) => itemAt(array(list), integer(at)) },
  'States.ArrayLength': { args: [1, 1], run: ([list]) => array(list).length },
  'States.ArrayUnique': {
    args: [1, 1],
    run: ([list]) => array(list).filter((item, at, all) => all.findIndex((one) => equalJson(one, item)) === at),
  },
  'States.Base64Encode': { args: [1, 1], run: ([value]) => encode(limited(text(value))) },
  'States.Base64Decode': { args: [1, 1], run: ([value]) => decode(limited(text(value))) },
  'States.Hash': { args: [2, 2], run: ([value, algorithm]) => hash(value!, algorithm!) },
  'States.JsonMerge': { args: [3, 3], run: ([first, second, deep]) => merge(first!, second!, deep!) },
  'States.MathRandom': { args: [2, 3], run: ([from, to, seed], random) => randomBetween(integer(from), integer(to), seed, random) },
  'States.MathAdd': { args: [2, 2], run: ([first, second]) => Math.round(number(first)) + Math.round(number(second)) },
  'States.StringSplit': { args: [2, 2], run: ([value, at]) => split(text(value), text(at)) },
  'States.UUID': { args: [0, 0], run: (_args, random) => random.uuid() },
};

/** Fills `{}`; `\{` and `\}` are braces. */
function format(template: string, values: Json[]): string {
  let used = 0;
  const filled = template.replace(/\\([{}\\])|\{\}|[{}]/g, (found, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped;
    if (found !== '{}') throw new IntrinsicError('matching braces are missing in the template');
    const value = values[used++];
    if (value === undefined) throw new IntrinsicError('number of arguments do not match the occurrences of {}');
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
  if (used !== values.length) throw new IntrinsicError('number of arguments do not match the occurrences of {}');
  return filled;
}

function parse(value: string): Json {
  try {
    return JSON.parse(value) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) throw new IntrinsicError('the argument is not a valid JSON text');
    throw error;
  }
}

function partition(list: Json[], size: number): Json[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));
}

/** Both ends included. */
function range(from: number, to: number, by: number): number[] {
  if (by === 0) throw new IntrinsicError('the increment must not be 0');
  const count = Math.max(0, Math.floor((to - from) / by) + 1);
  if (count > MOST_RANGE) throw new IntrinsicError(`the array must have ${MOST_RANGE} items or fewer`);
  return Array.from({ length: count }, (_, at) => from + at * by);
}

function itemAt(list: Json[], at: number): Json {
  if (at < 0 || at >= list.length) throw new IntrinsicError('the index is outside of the array');
  return list[at]!;
}

export function encode(value: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(value)));
}

function decode(value: string): string {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(value)) throw new IntrinsicError('the argument is not valid Base64');
  return new TextDecoder().decode(Uint8Array.from(atob(value), (char) => char.charCodeAt(0)));
}

/** Shared with JSONata's `$hash`. */
export async function hash(value: Json, algorithm: Json): Promise<string> {
  if (!isAlgorithm(algorithm)) throw new IntrinsicError('the algorithm must be one of MD5, SHA-1, SHA-256, SHA-384 and SHA-512');
  return digest(limited(typeof value === 'string' ? value : JSON.stringify(value)), algorithm);
}

function merge(first: Json, second: Json, deep: Json): Json {
  if (!isObject(first) || !isObject(second)) throw new IntrinsicError('both arguments must be JSON objects');
  if (deep !== false) throw new IntrinsicError('only the shallow merging mode is supported: the third argument must be false');
  return { ...first, ...second };
}

/** From `from` (included) to `to` (excluded); the same seed gives the same number. */
function randomBetween(from: number, to: number, seed: Json | undefined, random: Random): number {
  if (to <= from) throw new IntrinsicError('the second argument must be greater than the first');
  return from + (seed === undefined ? random : seededRandom(integer(seed))).below(to - from);
}

/** At each of the characters of `at`; what is empty is left out. */
function split(value: string, at: string): string[] {
  const parts: string[] = [''];
  for (const char of value) {
    if (at.includes(char)) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts.filter((part) => part !== '');
}

function limited(value: string): string {
  if (value.length > MOST_HASHED) throw new IntrinsicError(`the argument must have ${MOST_HASHED} characters or fewer`);
  return value;
}

function text(value: Json | undefined): string {
  if (typeof value !== 'string') throw new IntrinsicError('the argument must be a string');
  return value;
}

function array(value: Json | undefined): Json[] {
  if (!Array.isArray(value)) throw new IntrinsicError('the argument must be an array');
  return value;
}

function number(value: Json | undefined): number {
  if (typeof value !== 'number') throw new IntrinsicError('the argument must be a number');
  return value;
}

function integer(value: Json | undefined): number {
  return Math.round(number(value));
}

function positive(value: Json | undefined): number {
  const size = integer(value);
  if (size <= 0) throw new IntrinsicError('the chunk size must be greater than 0');
  return size;
}
