/**
 * A text to compare with, in which `*` stands for any characters, `?` for one, and `${aws:username}` for a value of the
 * request. IAM User Guide, "IAM policy elements: Variables and tags".
 */
export type Pattern = (text: string, value: VariableValue) => boolean;

/** What a policy variable stands for in a request; undefined where the request knows no such key. */
export type VariableValue = (key: string) => string | undefined;

export interface PatternOptions {
  /** `*` and `?` are wildcards (StringLike), not characters (StringEquals). */
  wildcards: boolean;
  /** `${...}` is a variable: policies of version 2012-10-17. */
  variables: boolean;
  ignoreCase?: boolean;
}

// Reason: noncharacters, so that no text of a request is taken for a wildcard.
const ANY_TEXT = '\uFDD0';
const ANY_CHARACTER = '\uFDD1';

/** Compiles a pattern once, so that comparing costs little. */
export function compilePattern(source: string, options: PatternOptions): Pattern {
  const fold = (text: string) => (options.ignoreCase ? text.toLowerCase() : text);
  const pieces = options.variables ? splitVariables(source) : [source];
  const marked = pieces.map((piece) => (typeof piece === 'string' && options.wildcards ? markWildcards(piece) : piece));
  if (marked.every((piece) => typeof piece === 'string')) {
    const matches = compileMarked(fold(marked.join('')));
    return options.ignoreCase ? (text) => matches(text.toLowerCase()) : matches;
  }
  return (text, value) => {
    let whole = '';
    for (const piece of marked) {
      const part = typeof piece === 'string' ? piece : 'literal' in piece ? piece.literal : (value(piece.key) ?? piece.fallback);
      if (part === undefined) return false;
      whole += part;
    }
    return compileMarked(fold(whole))(fold(text));
  };
}

/** Whether `text` fits a pattern of `*` and `?`. */
export function matchesWildcards(pattern: string, text: string): boolean {
  return compileMarked(markWildcards(pattern))(text);
}

type Piece = string | { literal: string } | { key: string; fallback: string | undefined };

/** `${*}`, `${?}` and `${$}` are those characters themselves; `${key, 'default'}` has a value for requests without the key. */
function splitVariables(source: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const found of source.matchAll(/\$\{\s*([^},]+?)\s*(?:,\s*'([^']*)'\s*)?\}/g)) {
    if (found.index > from) pieces.push(source.slice(from, found.index));
    const name = found[1]!;
    pieces.push(name === '*' || name === '?' || name === '$' ? { literal: name } : { key: name.toLowerCase(), fallback: found[2] });
    from = found.index + found[0].length;
  }
  if (from < source.length || pieces.length === 0) pieces.push(source.slice(from));
  return pieces;
}

function markWildcards(text: string): string {
  return text.replaceAll('*', ANY_TEXT).replaceAll('?', ANY_CHARACTER);
}

function compileMarked(marked: string): (text: string) => boolean {
  const parts = marked.split(ANY_TEXT);
  const single = marked.includes(ANY_CHARACTER);
  if (parts.length === 1) return single ? (text) => text.length === marked.length && fitsAt(text, marked, 0) : (text) => text === marked;
  const first = parts[0]!;
  const last = parts.at(-1)!;
  if (!single && parts.length === 2) {
    if (last === '') return first === '' ? () => true : (text) => text.startsWith(first);
    return (text) => text.length >= first.length + last.length && text.startsWith(first) && text.endsWith(last);
  }
  const between = parts.slice(1, -1);
  const find = single ? findFitting : (text: string, part: string, from: number) => text.indexOf(part, from);
  return (text) => {
    const end = text.length - last.length;
    if (end < first.length || !fitsAt(text, first, 0) || !fitsAt(text, last, end)) return false;
    let position = first.length;
    for (const part of between) {
      const at = find(text, part, position);
      if (at < 0 || at + part.length > end) return false;
      position = at + part.length;
    }
    return true;
  };
}

function fitsAt(text: string, part: string, at: number): boolean {
  for (let i = 0; i < part.length; i++) {
    if (part[i] !== ANY_CHARACTER && part[i] !== text[at + i]) return false;
  }
  return true;
}

function findFitting(text: string, part: string, from: number): number {
  for (let at = from; at + part.length <= text.length; at++) {
    if (fitsAt(text, part, at)) return at;
  }
  return -1;
}
