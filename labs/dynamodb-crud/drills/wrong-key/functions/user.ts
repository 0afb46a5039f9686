import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { Refusal } from './answer.ts';

export interface User {
  userId: string;
  name: string;
  email: string;
}

// #region key
/** Where a user stands in the table: by exactly the name that the table's partition key has. */
export const keyOf = (userId: string): Record<string, AttributeValue> => ({ id: { S: userId } });
// #endregion key

/** A user as an item of the table holds it. */
export function userOf(item: Record<string, AttributeValue>): User {
  return { userId: item.userId?.S ?? '', name: item.name?.S ?? '', email: item.email?.S ?? '' };
}

/** The fields of a body, each a text that is not empty. Throws Refusal, 400, where there is no JSON or a field is missing. */
export function fieldsOf<Field extends string>(body: string | null, fields: readonly Field[]): Record<Field, string> {
  const given = objectOf(body);
  const missing = fields.filter((field) => typeof given[field] !== 'string' || given[field] === '');
  if (missing.length > 0) throw new Refusal(400, `Missing: ${missing.join(', ')}.`);
  return given as Record<Field, string>;
}

/** The object that a body is. Throws Refusal, 400, where it is none. */
export function objectOf(body: string | null): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(body ?? '');
  } catch (error) {
    throw new Refusal(400, `The body is not JSON: ${error instanceof Error ? error.message : ''}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refusal(400, 'The body is no object.');
  return { ...value };
}
