import type { AttributeValue, QueryInput, ScanInput } from '@aws-sdk/client-dynamodb';
import { QueryCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Item } from './attribute-value.ts';
import { dynamodbCloud, itemOf, keySchema, N, S } from './table.test-fixture.ts';

const keyText = ({ pk, sk }: Item) => `${pk!.S}/${sk!.N}`;

/** A table with 2 partitions of items, a global index on `g` and a local one on `h`. */
async function cloudWithItems(keys: readonly [string, number][]) {
  const cloud = await dynamodbCloud();
  await cloud.table('Items', 'pk:S sk:N', {
    attributes: 'g:S h:N',
    global: [{ IndexName: 'by-g', KeySchema: keySchema('g', 'h'), Projection: { ProjectionType: 'KEYS_ONLY' } }],
    local: [{ IndexName: 'by-h', KeySchema: keySchema('pk', 'h'), Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['extra'] } }],
  });
  for (const [pk, sk] of keys) {
    const sparse: Record<string, string | number> = sk % 3 === 0 ? {} : { g: `g${Math.abs(sk) % 2}`, h: sk % 5 };
    await cloud.db.PutItem({ TableName: 'Items', Item: itemOf({ pk, sk, extra: 'x', more: 'y', ...sparse }) });
  }
  const pages = async (read: 'Query' | 'Scan', input: Partial<QueryInput & ScanInput>) => {
    const items: Item[] = [];
    let start: Record<string, AttributeValue> | undefined;
    do {
      const page = await cloud.db[read]({ TableName: 'Items', ...input, ExclusiveStartKey: start });
      items.push(...page.Items!);
      start = page.LastEvaluatedKey;
    } while (start);
    return items;
  };
  return { ...cloud, pages };
}

const someKeys = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b'), fc.integer({ min: -20, max: 20 })), {
  selector: String,
  maxLength: 40,
});

describe('paging', () => {
  test('pages of a scan, of its segments and of an index give every item exactly once', async () => {
    await fc.assert(
      fc.asyncProperty(someKeys, fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 4 }), async (keys, Limit, TotalSegments) => {
        const { pages } = await cloudWithItems(keys);
        const all = keys.map(String).sort();
        const names = (items: Item[]) => items.map(({ pk, sk }) => String([pk!.S, Number(sk!.N)])).sort();
        expect(names(await pages('Scan', { Limit }))).toEqual(all);
        const segments = await Promise.all(
          Array.from({ length: TotalSegments }, (_, Segment) => pages('Scan', { Limit, Segment, TotalSegments })),
        );
        expect(names(segments.flat())).toEqual(all);
        const indexed = keys.filter(([, sk]) => sk % 3 !== 0).map(String);
        expect(names(await pages('Scan', { Limit, IndexName: 'by-g' }))).toEqual(indexed.sort());
      }),
      { numRuns: 25 },
    );
  });

  test('pages of a query come in order of the sort key, in both directions and within its condition', async () => {
    await fc.assert(
      fc.asyncProperty(
        someKeys,
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: -22, max: 22 }),
        fc.boolean(),
        async (keys, Limit, bound, forward) => {
          const { pages } = await cloudWithItems(keys);
          const partition = keys
            .filter(([pk]) => pk === 'a')
            .map(([, sk]) => sk)
            .sort((x, y) => (forward ? x - y : y - x));
          const conditions: [string, (sk: number) => boolean, Record<string, AttributeValue>][] = [
            ['pk = :p', () => true, {}],
            ['pk = :p AND sk < :b', (sk) => sk < bound, { ':b': N(bound) }],
            [':b <= sk AND pk = :p', (sk) => sk >= bound, { ':b': N(bound) }],
            ['pk = :p AND sk BETWEEN :b AND :c', (sk) => sk >= bound && sk <= bound + 9, { ':b': N(bound), ':c': N(bound + 9) }],
            ['pk = :p AND sk = :b', (sk) => sk === bound, { ':b': N(bound) }],
          ];
          for (const [KeyConditionExpression, holds, values] of conditions) {
            const items = await pages('Query', {
              Limit,
              ScanIndexForward: forward,
              KeyConditionExpression,
              ExpressionAttributeValues: { ':p': S('a'), ...values },
            });
            expect(
              items.map(({ sk }) => Number(sk!.N)),
              KeyConditionExpression,
            ).toEqual(partition.filter(holds));
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  test('items that share an index key are all found, page by page', async () => {
    const { pages } = await cloudWithItems(Array.from({ length: 30 }, (_, sk) => ['a', sk]));
    const items = await pages('Query', {
      IndexName: 'by-g',
      Limit: 3,
      KeyConditionExpression: 'g = :g AND h = :h',
      ExpressionAttributeValues: { ':g': S('g1'), ':h': N(1) },
    });
    expect(items.map(keyText).sort()).toEqual(['a/1', 'a/11']);
  });

  test('a page ends at 1 MB', async () => {
    const { db, table } = await dynamodbCloud();
    await table('Big', 'pk:S sk:N');
    for (let sk = 0; sk < 5; sk++)
      await db.PutItem({ TableName: 'Big', Item: { ...itemOf({ pk: 'a', sk }), blob: S('x'.repeat(300_000)) } });
    const page = await db.Query({
      TableName: 'Big',
      KeyConditionExpression: 'pk = :p',
      FilterExpression: 'sk2 = :p',
      ExpressionAttributeValues: { ':p': S('a') },
      ReturnConsumedCapacity: 'TOTAL',
    });
    expect(page).toMatchObject({
      Count: 0,
      ScannedCount: 4,
      LastEvaluatedKey: itemOf({ pk: 'a', sk: 3 }),
      ConsumedCapacity: { CapacityUnits: 146.5 },
    });
  });
});

describe('indexes', () => {
  test('what an index does not project is left out; a local index fetches it, a global one refuses', async () => {
    const { db } = await cloudWithItems([['a', 1]]);
    const query = (IndexName: string, input: Partial<QueryInput>) =>
      db.Query({ TableName: 'Items', IndexName, KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': S('a') }, ...input });
    const global = { KeyConditionExpression: 'g = :p', ExpressionAttributeValues: { ':p': S('g1') } };
    expect((await query('by-g', global)).Items).toEqual([itemOf({ pk: 'a', sk: 1, g: 'g1', h: 1 })]);
    expect((await query('by-h', {})).Items).toEqual([itemOf({ pk: 'a', sk: 1, h: 1, extra: 'x' })]);
    expect((await query('by-h', { ProjectionExpression: 'more' })).Items).toEqual([itemOf({ more: 'y' })]);
    await expect(query('by-g', { ...global, ProjectionExpression: 'more' })).rejects.toThrow(
      'One or more parameter values were invalid: Global secondary index by-g does not project [more]',
    );
    await expect(query('by-g', { ...global, Select: 'ALL_ATTRIBUTES' })).rejects.toThrow(
      'One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index by-g because its projection type is not ALL',
    );
    await expect(query('by-g', { ...global, ConsistentRead: true })).rejects.toThrow(
      'Consistent reads are not supported on global secondary indexes',
    );
    expect((await query('by-h', { ConsistentRead: true, Select: 'COUNT' })).Count).toBe(1);
  });

  test('an item enters, moves in and leaves an index with its keys', async () => {
    const { db, pages } = await cloudWithItems([['a', 3]]);
    const indexed = async () => (await pages('Scan', { IndexName: 'by-g' })).map(({ g }) => g!.S);
    const update = (UpdateExpression: string, ExpressionAttributeValues?: Record<string, AttributeValue>) =>
      db.UpdateItem({ TableName: 'Items', Key: itemOf({ pk: 'a', sk: 3 }), UpdateExpression, ExpressionAttributeValues });
    expect(await indexed()).toEqual([]);
    await update('SET g = :g, h = :h', { ':g': S('one'), ':h': N(1) });
    expect(await indexed()).toEqual(['one']);
    await update('SET g = :g', { ':g': S('two') });
    expect(await indexed()).toEqual(['two']);
    await update('REMOVE h');
    expect(await indexed()).toEqual([]);
  });
});

test.each<[Partial<QueryInput>, string]>([
  [{ KeyConditionExpression: 'sk = :n AND more = :p' }, 'Query condition missed key schema element: pk'],
  [{ KeyConditionExpression: 'pk = :p AND more = :n' }, 'Query condition missed key schema element: sk'],
  [{ KeyConditionExpression: 'pk > :p AND sk = :n' }, 'Query key condition not supported'],
  [{ KeyConditionExpression: 'pk = :p OR sk = :n' }, 'Invalid operator used in KeyConditionExpression: OR'],
  [{ KeyConditionExpression: 'pk = :p AND sk <> :n' }, 'Invalid operator used in KeyConditionExpression: <>'],
  [
    { KeyConditionExpression: 'pk = :p AND sk.foo = :n' },
    'Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on nested attributes',
  ],
  [
    { KeyConditionExpression: 'pk = :n AND sk = :p' },
    'One or more parameter values were invalid: Condition parameter type does not match schema type',
  ],
  [
    { KeyConditionExpression: 'pk = :p AND pk = :n' },
    'Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key',
  ],
  [
    { KeyConditionExpression: 'pk = :p AND sk > :n AND extra = :n' },
    'The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)',
  ],
  [{ KeyConditionExpression: '' }, 'Invalid KeyConditionExpression: The expression can not be empty;'],
  [
    { KeyConditionExpression: 'pk = :p', FilterExpression: 'sk = :n' },
    'Filter Expression can only contain non-primary key attributes: Primary key attribute: sk',
  ],
  [{ KeyConditionExpression: 'pk = :p AND sk = :n', IndexName: 'none' }, 'The table does not have the specified index: none'],
  [
    { KeyConditionExpression: 'pk = :p AND sk = :n', Select: 'ALL_PROJECTED_ATTRIBUTES' },
    'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName',
  ],
  [
    { KeyConditionExpression: 'pk = :p AND sk = :n', ExclusiveStartKey: itemOf({ pk: 'other', sk: 1 }) },
    'The provided starting key is outside query boundaries based on provided conditions',
  ],
])('%j is refused in AWS words', async (input, message) => {
  const { client } = await cloudWithItems([]);
  const ExpressionAttributeValues = { ':p': S('a'), ':n': N(1) };
  const query = client.send(new QueryCommand({ TableName: 'Items', ExpressionAttributeValues, ...input }));
  await expect(query).rejects.toMatchObject({ name: 'ValidationException', message });
});
