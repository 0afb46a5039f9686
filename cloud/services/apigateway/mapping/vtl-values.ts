import { fromBase64, toBase64 } from '@smithy/core/serde';
import { tryParseJson } from '../../../gateway/json.ts';
import type { BinaryOperator } from './vtl-syntax.ts';

/** A template asked for something in a body that is no JSON, or for something that cannot be done. */
export class TemplateError extends Error {}

/** Java's arithmetic and comparison of numbers. */
export function arithmetic(operator: BinaryOperator, left: number, right: number): unknown {
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      // Reason: Java divides whole numbers into whole numbers, and nothing by zero.
      return right === 0 ? undefined : Number.isInteger(left) && Number.isInteger(right) ? Math.trunc(left / right) : left / right;
    default:
      return right === 0 ? undefined : left % right;
  }
}

/** `$util`'s functions. */
export function utilFunction(name: string, [argument]: unknown[]): unknown {
  const text = argument === undefined || argument === null ? '' : display(argument);
  switch (name) {
    case 'escapeJavaScript':
      return escapeJavaScript(text);
    case 'parseJson': {
      const parsed = tryParseJson(text);
      if (!parsed) throw new TemplateError('Invalid JSON in $util.parseJson');
      return parsed.value;
    }
    case 'urlEncode':
      return new URLSearchParams([['', text]]).toString().slice(1);
    case 'urlDecode':
      return new URLSearchParams(`=${text}`).get('') ?? '';
    case 'base64Encode':
      return toBase64(new TextEncoder().encode(text));
    default:
      return new TextDecoder().decode(fromBase64(text));
  }
}

const ESCAPES: Record<string, string> = {
  '"': '\\"',
  "'": "\\'",
  '\\': '\\\\',
  '/': '\\/',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
};

function escapeJavaScript(text: string): string {
  return text.replace(/["'\\/]|[^\x20-\x7e]/g, (character) => {
    return ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  });
}

/** What `#if` takes for true. */
export function truthy(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && value !== '' && value !== 0;
}

/** What `==` takes for equal. */
export function same(left: unknown, right: unknown): boolean {
  // Reason: parameters that a request leaves out count as empty texts.
  if ((left ?? '') === '' || (right ?? '') === '') return (left ?? '') === (right ?? '');
  return left === right || display(left) === display(right);
}

/** What `#foreach` goes over. */
export function iterable(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

/** A value as Java writes it: maps as `{a=1}`, lists as `[1, 2]`. */
export function display(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(display).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([key, item]) => `${key}=${display(item)}`)
      .join(', ')}}`;
  }
  return String(value);
}
