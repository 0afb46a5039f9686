import { DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { CheckContext, Table, Text } from '#labs/contract.ts';
import { COUNT } from './functions/change.ts';

/** What is known of one change. */
export interface Entry {
  sequence: string;
  what: string;
  by: string;
  before?: Record<string, string>;
  after?: Record<string, string>;
}

/** What the trail says of a user. */
export interface Trail {
  entries: Entry[];
  /** How many changes were counted; the count is kept beside the entries. */
  changes: number;
}

/** The trail of a user, in the order of the changes. */
export async function trailOf({ client, outputs }: CheckContext, userId: string): Promise<Trail> {
  const { Items = [] } = await client(DynamoDBClient).send(
    new QueryCommand({
      TableName: outputs.Trail,
      KeyConditionExpression: 'userId = :userId',
      ExpressionAttributeValues: { ':userId': { S: userId } },
      ConsistentRead: true,
    }),
  );
  const [count] = Items.filter(({ sequence }) => sequence?.S === COUNT);
  return {
    changes: Number(count?.changes?.N ?? 0),
    entries: Items.filter(({ sequence }) => sequence?.S !== COUNT).map(({ sequence, what, by, before, after }) => ({
      sequence: sequence?.S ?? '',
      what: what?.S ?? '',
      by: by?.S ?? '',
      ...(before?.S && { before: JSON.parse(before.S) }),
      ...(after?.S && { after: JSON.parse(after.S) }),
    })),
  };
}

const EVERY = 200;

/** A user's trail once it has so many entries; after `within` ms as it is. */
export async function settled(context: CheckContext, userId: string, entries: number, within = 10_000): Promise<Trail> {
  for (let waited = 0; ; waited += EVERY) {
    const trail = await trailOf(context, userId);
    if (trail.entries.length >= entries || waited >= within) return trail;
    await context.wait(EVERY);
  }
}

/** A user that no earlier run knows. */
export const newUser = ({ now }: CheckContext, name: string): string => `${name}-${now()}`;

/** Puts a user; values that are numbers are written as numbers. */
export async function put({ client, outputs }: CheckContext, user: Record<string, string | number>): Promise<void> {
  const Item = Object.fromEntries(
    Object.entries(user).map(([name, value]) => [name, typeof value === 'number' ? { N: String(value) } : { S: value }]),
  );
  await client(DynamoDBClient).send(new PutItemCommand({ TableName: outputs.Users, Item }));
}

/** Five versions of one user, and so in one shard: the first fails once, so that the others come together; the third cannot be audited. */
export async function putPoisoned(context: CheckContext, userId: string): Promise<void> {
  for (const [index, mishap] of ['once', 'none', 'poison', 'none', 'none'].entries())
    await put(context, { userId, version: index + 1, mishap });
}

export function trailTable(title: Text, { entries }: Trail): Table {
  const image = (values: Record<string, string> | undefined) => (values ? JSON.stringify({ ...values, userId: undefined }) : '-');
  return {
    title,
    columns: [
      { vi: 'Việc', en: 'What' },
      { vi: 'Bởi', en: 'By' },
      { vi: 'Trước', en: 'Before' },
      { vi: 'Sau', en: 'After' },
    ],
    rows: entries.map(({ what, by, before, after }) => ({ cells: [what, by, image(before), image(after)] })),
  };
}
