import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../aws-error.ts';
import { canonicalNumber } from './decimal.ts';

/** An item, or a key. Never changed once stored: a write replaces it. */
export type Item = Record<string, AttributeValue>;

/** The data types by their names on the wire. */
export const TYPES = ['S', 'N', 'B', 'SS', 'NS', 'BS', 'M', 'L', 'NULL', 'BOOL'] as const;
export type AttributeType = (typeof TYPES)[number];

/** Deepest nesting: an attribute is the first level. */
const MAX_DEPTH = 32;

/** The data type of a value that was checked. */
export function typeOf(value: AttributeValue): AttributeType {
  for (const type in value) if (value[type as AttributeType] !== undefined) return type as AttributeType;
  return 'NULL';
}

/** An attribute of an item by name; names that every object inherits are no attributes. */
export function attributeOf(item: Item, name: string): AttributeValue | undefined {
  return Object.hasOwn(item, name) ? item[name] : undefined;
}

/** Sets an attribute, whatever it is called. */
export function setAttribute(item: Item, name: string, value: AttributeValue): void {
  if (name === '__proto__') Object.defineProperty(item, name, { value, enumerable: true, configurable: true, writable: true });
  else item[name] = value;
}

export function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** `One or more parameter values were invalid: ...` */
export function invalidParameter(message: string): AwsError {
  return invalid(`One or more parameter values were invalid: ${message}`);
}

/** Checks every attribute of an item and brings numbers to their canonical form, in place. Throws ValidationException. */
export function checkItem(item: Item): void {
  for (const name in item) checkValue(item[name]!, 1);
}

/** Checks one value at a level and brings its numbers to their canonical form, in place. Throws ValidationException. */
export function checkValue(value: AttributeValue, depth = 1): void {
  let type: AttributeType | undefined;
  for (const name in value) {
    const content: unknown = value[name as AttributeType];
    // Reason: JSON's null stands for a member that is not there.
    if (content === null) delete value[name as AttributeType];
    if (content === undefined || content === null || !TYPES.includes(name as AttributeType)) continue;
    if (type !== undefined) {
      throw invalid('Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes');
    }
    type = name as AttributeType;
  }
  if (type === undefined) throw invalid('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes');
  if (depth > MAX_DEPTH) throw tooDeep();
  if (value.N !== undefined) {
    const canonical = canonicalNumber(value.N);
    if (canonical !== value.N) value.N = canonical;
  } else if (value.SS !== undefined) checkStrings(value.SS);
  else if (value.NS !== undefined) value.NS = checkNumbers(value.NS);
  else if (value.BS !== undefined) checkBinaries(value.BS);
  else if (value.L !== undefined) for (const element of value.L) checkValue(element, depth + 1);
  else if (value.M !== undefined) for (const name in value.M) checkValue(value.M[name]!, depth + 1);
  else if (value.NULL === false) throw invalidParameter('Null attribute value types must have the value of true');
}

/** Checks how deep an attribute's value goes. Throws ValidationException. */
export function checkDepth(value: AttributeValue, depth = 1): void {
  if (depth > MAX_DEPTH) throw tooDeep();
  if (value.L) for (const element of value.L) checkDepth(element, depth + 1);
  if (value.M) for (const name in value.M) checkDepth(value.M[name]!, depth + 1);
}

function tooDeep(): AwsError {
  return invalid('Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit');
}

function checkStrings(strings: string[]): void {
  if (strings.length === 0) throw invalidParameter('An string set  may not be empty');
  if (strings.some((member) => typeof member !== 'string')) throw invalidParameter('An string set may not have a null string as a member');
  if (new Set(strings).size < strings.length) throw invalidParameter(`Input collection [${strings.join(', ')}] contains duplicates.`);
}

function checkNumbers(numbers: string[]): string[] {
  if (numbers.length === 0) throw invalidParameter('An number set  may not be empty');
  if (numbers.some((member) => typeof member !== 'string')) throw invalid('The parameter cannot be converted to a numeric value');
  const canonical = numbers.map(canonicalNumber);
  if (new Set(canonical).size < canonical.length) throw invalid('Input collection contains duplicates');
  return canonical;
}

function checkBinaries(binaries: Uint8Array[]): void {
  if (binaries.length === 0) throw invalidParameter('Binary sets should not be empty');
  if (binaries.some((member) => !(member instanceof Uint8Array)))
    throw invalidParameter('Binary sets may not contain null or empty values');
  const texts = binaries.map(binaryText);
  if (new Set(texts).size < texts.length)
    throw invalidParameter(`Input collection [${texts.map(btoa).join(', ')}]of type BS contains duplicates.`);
}

/** Bytes as a string of one character each: for maps, sets and sorting. */
export function binaryText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

/** Whether two values are the same to DynamoDB: numbers by value, sets whatever their order. */
export function sameValue(a: AttributeValue, b: AttributeValue): boolean {
  if (a === b) return true;
  const type = typeOf(a);
  if (b[type] === undefined) return false;
  switch (type) {
    case 'S':
      return a.S === b.S;
    case 'N':
      return a.N === b.N;
    case 'B':
      return sameBytes(a.B!, b.B!);
    case 'BOOL':
      return a.BOOL === b.BOOL;
    case 'NULL':
      return true;
    case 'SS':
      return sameMembers(a.SS!, b.SS!);
    case 'NS':
      return sameMembers(a.NS!, b.NS!);
    case 'BS':
      return sameMembers(a.BS!.map(binaryText), b.BS!.map(binaryText));
    case 'L':
      return a.L!.length === b.L!.length && a.L!.every((element, at) => sameValue(element, b.L![at]!));
    case 'M':
      return sameItem(a.M!, b.M!);
  }
}

export function sameItem(a: Item, b: Item): boolean {
  if (a === b) return true;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => Object.hasOwn(b, name) && sameValue(a[name]!, b[name]!));
}

function sameMembers(a: string[], b: string[]): boolean {
  if (a.length !== b.length) return false;
  const members = new Set(b);
  return a.every((member) => members.has(member));
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** A value as AWS writes it into messages: `{S:abc}`. */
export function describeValue(value: AttributeValue): string {
  const type = typeOf(value);
  const content = value[type];
  if (content instanceof Uint8Array) return `{B:${btoa(binaryText(content))}}`;
  if (type === 'L') return `{L:[${value.L!.map(describeValue).join(',')}]}`;
  if (type === 'M')
    return `{M:{${Object.entries(value.M!)
      .map(([name, member]) => `${name}=${describeValue(member)}`)
      .join(', ')}}}`;
  if (type === 'BS') return `{BS:[${value.BS!.map((bytes) => btoa(binaryText(bytes))).join(', ')}]}`;
  return `{${type}:${Array.isArray(content) ? `[${content.join(', ')}]` : String(content)}}`;
}
