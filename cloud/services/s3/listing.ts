import { fromBase64, fromUtf8, toBase64, toUtf8 } from '@smithy/core/serde';
import { invalidArgument } from './errors.ts';
import { compareUtf8 } from './utf8-order.ts';

export const MAX_KEYS = 1000;

/** What a listing asks for. */
export interface ListQuery {
  prefix: string;
  delimiter: string;
  /** The key or common prefix that was shown last; '' at the beginning. */
  after: string;
  limit: number;
}

export interface Listed<T> {
  entries: [key: string, value: T][];
  commonPrefixes: string[];
  truncated: boolean;
  /** The key or common prefix shown last. */
  last: string;
}

/** One page of keys in the order of their UTF-8, with keys behind a delimiter rolled up. S3 User Guide, "Organizing objects using prefixes". */
export function listKeys<T>(items: Iterable<[string, T]>, { prefix, delimiter, after, limit }: ListQuery): Listed<T> {
  const inOrder = [...items].filter(([key]) => key.startsWith(prefix)).sort(([a], [b]) => compareUtf8(a, b));
  const page: Listed<T> = { entries: [], commonPrefixes: [], truncated: false, last: '' };
  let rolledUp: string | undefined;
  for (const [key, value] of inOrder) {
    if (rolledUp !== undefined && key.startsWith(rolledUp)) continue;
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const common = end === -1 ? undefined : key.slice(0, end + delimiter.length);
    if (compareUtf8(key, after) <= 0 || common === after) continue;
    if (page.entries.length + page.commonPrefixes.length === limit) {
      page.truncated = limit > 0;
      break;
    }
    if (common === undefined) page.entries.push([key, value]);
    else page.commonPrefixes.push(common);
    rolledUp = common;
    page.last = common ?? key;
  }
  return page;
}

/** How many keys a page may have. Throws InvalidArgument. */
export function pageLimit(name: string, asked: number | undefined): number {
  if (asked === undefined) return MAX_KEYS;
  if (asked < 0 || asked > 2 ** 31 - 1) throw invalidArgument(`Argument ${name} must be an integer between 0 and 2147483647`);
  return Math.min(asked, MAX_KEYS);
}

/** Keys in the encoding that the caller asked for: `url` keeps what XML cannot carry. */
export function keyEncoder(encodingType: string | undefined): (text: string) => string {
  if (encodingType === undefined) return (text) => text;
  if (encodingType !== 'url') throw invalidArgument('Invalid Encoding Method specified in Request');
  return (text) =>
    encodeURIComponent(text)
      .replaceAll('%2F', '/')
      .replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

export function writeToken(text: string): string {
  return toBase64(fromUtf8(`1${text}`));
}

/** Throws InvalidArgument. */
export function readToken(token: string): string {
  let text: string;
  try {
    text = toUtf8(fromBase64(token));
  } catch {
    text = '';
  }
  if (!text.startsWith('1')) throw invalidArgument('The continuation token provided is incorrect');
  return text.slice(1);
}
