import { AwsError } from '../../aws-error.ts';
import { compileJsonFilter } from './json-filter.ts';
import { compileSpaceFilter } from './space-filter.ts';

/** Says whether a log event's message matches. */
export type MessageFilter = (message: string) => boolean;

/** Reads a filter pattern. Throws InvalidParameterException. CloudWatch Logs User Guide, "Filter pattern syntax". */
export function compileFilter(pattern: string): MessageFilter {
  const text = pattern.trim();
  if (text.startsWith('{')) return compileJsonFilter(text);
  if (text.startsWith('[')) return compileSpaceFilter(text);
  return compileTerms(text);
}

export function invalidPattern(cause?: unknown): AwsError {
  return new AwsError('InvalidParameterException', 'Invalid filter pattern', { cause });
}

/** A pattern between percent signs. Throws InvalidParameterException for what CloudWatch Logs does not know (parentheses among it). */
export function compileExpression(source: string): RegExp {
  if (!/^[A-Za-z0-9_#=@/;,\-:\s^$?[\]{}|\\*+.]+$/.test(source)) throw invalidPattern();
  try {
    return new RegExp(source);
  } catch (cause) {
    throw invalidPattern(cause);
  }
}

/** `one "exact phrase" -without ?any ?of %expr%`: all plain terms, none of the excluded; optional ones count only by themselves. */
function compileTerms(text: string): MessageFilter {
  const terms = [...text.matchAll(/([-?]?)(?:"((?:[^"\\]|\\.)*)"|%([^%]+)%|([^\s"%]+))/g)].map(([, sign, phrase, expression, word]) => {
    const literal = phrase?.replaceAll(/\\(.)/g, '$1') ?? word;
    const pattern = expression === undefined ? undefined : compileExpression(expression);
    return { sign, found: (message: string) => (pattern ? pattern.test(message) : message.includes(literal!)) };
  });
  const unread = text.replaceAll(/[-?]?(?:"(?:[^"\\]|\\.)*"|%[^%]+%|[^\s"%]+)/g, '').trim();
  if (unread !== '') throw invalidPattern();
  const required = terms.filter(({ sign }) => sign === '');
  const excluded = terms.filter(({ sign }) => sign === '-');
  const optional = terms.filter(({ sign }) => sign === '?');
  if (required.length === 0 && excluded.length === 0 && optional.length > 0) {
    return (message) => optional.some(({ found }) => found(message));
  }
  return (message) => required.every(({ found }) => found(message)) && !excluded.some(({ found }) => found(message));
}
