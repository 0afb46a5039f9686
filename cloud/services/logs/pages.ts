import { fromBase64, fromUtf8, toBase64, toUtf8 } from '@smithy/core/serde';
import { AwsError } from '../../aws-error.ts';

/** One page of things ordered by name; the token names the last one shown. Throws InvalidParameterException. */
export function pageByName<T extends { name: string }>(
  items: readonly T[],
  token: string | undefined,
  limit: number,
): { page: T[]; nextToken?: string } {
  const after = token === undefined ? undefined : readToken(token);
  const rest = items.filter(({ name }) => after === undefined || name > after).sort((a, b) => (a.name < b.name ? -1 : 1));
  const page = rest.slice(0, limit);
  return rest.length > limit ? { page, nextToken: writeToken(page.at(-1)!.name) } : { page };
}

export function writeToken(text: string): string {
  return toBase64(fromUtf8(text));
}

/** Throws InvalidParameterException. */
export function readToken(token: string): string {
  try {
    return toUtf8(fromBase64(token));
  } catch (cause) {
    throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.', { cause });
  }
}
