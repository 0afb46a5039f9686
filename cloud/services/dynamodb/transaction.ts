import type { CancellationReason, ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../aws-error.ts';
import { invalid } from './attribute-value.ts';
import { addUsage, consumedCapacity, noUsage, type Usage } from './capacity.ts';
import { primaryText } from './keys.ts';
import type { Entry } from './ordered.ts';
import type { DynamoDbState, Table } from './state.ts';

/** A transaction's most items. */
export const MAX_ACTIONS = 100;
/** A transaction's items together, in bytes. */
export const MAX_TRANSACTION_SIZE = 4 * 1024 * 1024;
/** How long a ClientRequestToken makes a repeated request do nothing. API Reference, TransactWriteItems. */
const TOKEN_LIFE_MS = 10 * 60 * 1000;

/** The error of a transaction of which something failed: one reason per item. */
export function transactionCancelled(reasons: readonly CancellationReason[]): AwsError {
  const codes = reasons.map(({ Code }) => Code).join(', ');
  return new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    {
      members: { CancellationReasons: reasons },
    },
  );
}

/** Runs one item's checks; a ValidationException becomes the item's reason. */
export function attempt<T>(check: () => T): { value: T } | { reason: CancellationReason } {
  try {
    return { value: check() };
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ValidationException') throw error;
    return { reason: { Code: 'ValidationError', Message: error.message } };
  }
}

/** Refuses two items of a transaction that are the same. Throws ValidationException. */
export function refuseTwice(places: readonly { table: Table; at: Entry }[]): void {
  const seen = new Set<string>();
  for (const { table, at } of places) {
    const key = `${table.arn} ${primaryText(at)}`;
    if (seen.has(key)) throw invalid('Transaction request cannot include multiple operations on one item');
    seen.add(key);
  }
}

/** Adds up what a transaction used, by table. */
export function transactionCapacity(
  asked: string | undefined,
  used: readonly { tableName: string; usage: Usage }[],
  kind: 'read' | 'write',
): ConsumedCapacity[] | undefined {
  const byTable = new Map<string, Usage>();
  for (const { tableName, usage } of used) {
    const total = byTable.get(tableName) ?? noUsage();
    byTable.set(tableName, addUsage(total, usage));
  }
  const list = [...byTable].flatMap(([tableName, usage]) => consumedCapacity(asked, tableName, usage, kind) ?? []);
  return list.length > 0 ? list : undefined;
}

/** Whether a request with this token was done already. Throws IdempotentParameterMismatchException when it was another one. */
export function wasDone(state: DynamoDbState, token: string | undefined, digest: string, now: number): boolean {
  // Reason: tokens stand in the order in which they were stored, so the old ones are the first.
  for (const [old, { at }] of state.tokens) {
    if (now - at < TOKEN_LIFE_MS) break;
    state.tokens.delete(old);
  }
  const known = token === undefined ? undefined : state.tokens.get(token);
  if (!known) return false;
  if (known.digest === digest) return true;
  throw new AwsError('IdempotentParameterMismatchException', 'The provided client token was already used with a different request');
}

/** Remembers that a token's request was done. */
export function rememberToken(state: DynamoDbState, token: string | undefined, digest: string, now: number): void {
  if (token !== undefined) state.tokens.set(token, { digest, at: now });
}

/** A short text that tells requests apart (64 bits of FNV-1a, and the length). Member order does not matter. */
export function digestOf(request: unknown): string {
  const text = JSON.stringify(request, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  let [one, two] = [0x811c9dc5, 0x9747b28c];
  for (let i = 0; i < text.length; i++) {
    one = Math.imul(one ^ text.charCodeAt(i), 0x01000193);
    two = Math.imul(two ^ text.charCodeAt(i), 0x5bd1e995) ^ (two >>> 15);
  }
  return `${(one >>> 0).toString(16)}-${(two >>> 0).toString(16)}-${text.length}`;
}
