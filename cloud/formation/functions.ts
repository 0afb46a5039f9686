import type { Value } from './model.ts';
import { uncovered, validationError } from './template-error.ts';

/** Stands for a value that exists only once its resource does; what CloudFormation itself prints in change sets. */
export const KNOWN_AFTER_APPLY = '{{changeSet:KNOWN_AFTER_APPLY}}';

/** Whether any part of a value is not known yet. */
export function isUnknown(value: Value | undefined): boolean {
  if (typeof value === 'string') return value.includes(KNOWN_AFTER_APPLY);
  if (Array.isArray(value)) return value.some(isUnknown);
  return typeof value === 'object' && value !== null && Object.values(value).some(isUnknown);
}

/** Functions whose result depends on their arguments alone. CloudFormation User Guide, "Intrinsic function reference". */
export const pureFunctions: Record<string, (argument: Value) => Value> = {
  'Fn::Join': join,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::Base64': base64,
  'Fn::Cidr': cidr,
};

const JOIN_FORM =
  'Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.';

function join(argument: Value): Value {
  if (!Array.isArray(argument) || argument.length !== 2 || typeof argument[0] !== 'string') {
    throw validationError(JOIN_FORM);
  }
  const [delimiter, items] = argument as [string, Value];
  // Reason: a list that is not known yet stands as one unknown text.
  if (!Array.isArray(items)) {
    if (isUnknown(items)) return KNOWN_AFTER_APPLY;
    throw validationError(JOIN_FORM);
  }
  return items.map((item) => textOf(item, 'Fn::Join')).join(delimiter);
}

function select(argument: Value): Value {
  if (!Array.isArray(argument) || argument.length !== 2) {
    throw validationError('Template error: Fn::Select requires a list argument with two elements: an integer index and a list');
  }
  const index = Number(argument[0]);
  const list = argument[1]!;
  if (!Array.isArray(list)) {
    if (isUnknown(list)) return KNOWN_AFTER_APPLY;
    throw validationError('Template error: Fn::Select requires a list argument with two elements: an integer index and a list');
  }
  if (!Number.isInteger(index) || index < 0) {
    throw validationError(`Template error: Fn::Select requires a list argument with a valid index`);
  }
  const item = list[index];
  if (item === undefined || item === null) {
    throw validationError(
      list.length <= index
        ? `Template error: Fn::Select cannot select nonexistent value at index ${index}`
        : 'Template error: Fn::Select cannot select null values',
    );
  }
  return item;
}

function split(argument: Value): Value {
  if (!Array.isArray(argument) || argument.length !== 2 || typeof argument[0] !== 'string') {
    throw validationError(
      'Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.',
    );
  }
  const [delimiter, source] = argument as [string, Value];
  if (isUnknown(source)) return KNOWN_AFTER_APPLY;
  return textOf(source, 'Fn::Split').split(delimiter);
}

function base64(argument: Value): Value {
  if (isUnknown(argument)) return KNOWN_AFTER_APPLY;
  const bytes = new TextEncoder().encode(textOf(argument, 'Fn::Base64'));
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function cidr(argument: Value): Value {
  if (!Array.isArray(argument) || argument.length < 2 || argument.length > 3) {
    throw validationError('Template error: Fn::Cidr requires two or three parameters: ipBlock, count and cidrBits');
  }
  const [block, count, bits = 8] = argument as [Value, Value, Value?];
  if (isUnknown(argument)) return KNOWN_AFTER_APPLY;
  if (String(block).includes(':')) throw uncovered('Fn::Cidr of an IPv6 block');
  const [, a, b, c, d, prefix] = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(String(block)) ?? [];
  if (prefix === undefined) throw validationError(`Template error: Fn::Cidr ${String(block)} is not a valid CIDR block`);
  const size = 2 ** Number(bits);
  const available = 2 ** (32 - Number(prefix)) / size;
  const wanted = Number(count);
  if (!(wanted >= 1 && wanted <= 256) || wanted > available) {
    throw validationError(`Template error: Fn::Cidr: the number of subnets cannot be greater than ${Math.floor(available)}`);
  }
  const first = ((Number(a) * 256 + Number(b)) * 256 + Number(c)) * 256 + Number(d);
  const base = first - (first % 2 ** (32 - Number(prefix)));
  return Array.from({ length: wanted }, (_, index) => {
    const address = base + index * size;
    const octets = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
    return `${octets.join('.')}/${32 - Number(bits)}`;
  });
}

/** A scalar as text, as every function takes it. */
export function textOf(value: Value, functionName: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw validationError(`Template error: every ${functionName} object requires string parameters, not ${JSON.stringify(value)}`);
}
