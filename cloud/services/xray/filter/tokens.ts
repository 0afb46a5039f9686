import { AwsError } from '../../../aws-error.ts';

export type Token =
  | { kind: 'word'; text: string }
  | { kind: 'string'; text: string }
  | { kind: 'number'; value: number }
  | { kind: 'sign'; text: string };

const TOKEN = /\s+|"((?:[^"\\]|\\.)*)"|(\d+(?:\.\d+)?)|(>=|<=|!=|[=<>!(){}:,[\]])|([A-Za-z][\w.]*(?:\[[\w:.]+\])?)/y;

/** A filter expression's words and signs. Throws InvalidRequestException. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw invalidFilter(`unexpected character at position ${at}`);
    const [, string, number, sign, word] = match;
    if (string !== undefined) tokens.push({ kind: 'string', text: string.replace(/\\(.)/g, '$1') });
    else if (number !== undefined) tokens.push({ kind: 'number', value: Number(number) });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
  }
  return tokens;
}

export function invalidFilter(reason: string): AwsError {
  return new AwsError('InvalidRequestException', `Invalid filter expression: ${reason}`);
}
