import {
  type AttributeValue,
  BatchExecuteStatementCommand,
  ExecuteStatementCommand,
  ExecuteTransactionCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { dynamodbCloud, itemOf, keySchema, N, S } from '../table.test-fixture.ts';

async function cloudWithTable() {
  const cloud = await dynamodbCloud();
  await cloud.table('Music', 'artist:S song:S', {
    attributes: 'g:S',
    global: [{ IndexName: 'by-g', KeySchema: keySchema('g'), Projection: { ProjectionType: 'KEYS_ONLY' } }],
  });
  const run = async (Statement: string, Parameters?: AttributeValue[], more: object = {}) =>
    (await cloud.client.send(new ExecuteStatementCommand({ Statement, Parameters, ...more }))).Items;
  return { ...cloud, run };
}

const insert = `INSERT INTO "Music" VALUE {'artist': ?, 'song': ?, 'n': 1, 'data': {'deep': ['x', TRUE, NULL]}, 'tags': <<'a','b'>>}`;

describe('PartiQL', () => {
  test('inserts once, selects, updates and deletes by key', async () => {
    const { run } = await cloudWithTable();
    await run(insert, [S("O'Neil"), S('one')]);
    await expect(run(insert, [S("O'Neil"), S('one')])).rejects.toMatchObject({
      name: 'DuplicateItemException',
      message: 'Duplicate primary key exists in table',
    });
    const where = `WHERE artist = 'O''Neil' AND song = 'one'`;
    expect(await run(`SELECT data.deep[0], n FROM Music ${where}`)).toEqual([{ deep: S('x'), n: N(1) }]);
    expect(
      await run(`UPDATE Music SET n = n + 4 SET tags = set_add(tags, <<'c'>>) REMOVE data.deep[0] ${where} RETURNING ALL NEW *`),
    ).toEqual([
      {
        ...itemOf({ artist: "O'Neil", song: 'one', n: 5 }),
        data: { M: { deep: { L: [{ BOOL: true }, { NULL: true }] } } },
        tags: { SS: ['a', 'b', 'c'] },
      },
    ]);
    await expect(run(`UPDATE Music SET n = 0 ${where} AND n > 100`)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
    await expect(run(`UPDATE Music SET n = 0 WHERE artist = 'nobody' AND song = 'none'`)).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
    });
    expect(await run(`DELETE FROM Music ${where} RETURNING ALL OLD *`)).toHaveLength(1);
    expect(await run(`DELETE FROM Music ${where}`)).toEqual([]);
  });

  test('selects by partition, by conditions and over everything, page by page', async () => {
    const { run, db, client } = await cloudWithTable();
    for (const artist of ['a', 'b'])
      for (let n = 0; n < 5; n++) await db.PutItem({ TableName: 'Music', Item: itemOf({ artist, song: `s${n}`, n, g: `g${n % 2}` }) });
    const songs = async (rest: string, parameters?: AttributeValue[]) =>
      (await run(`SELECT song FROM Music ${rest}`, parameters))!.map(({ song }) => song!.S);
    expect(await songs(`WHERE artist = 'a' AND begins_with(song, 's')`)).toEqual(['s0', 's1', 's2', 's3', 's4']);
    expect(await songs(`WHERE artist = 'a' AND song > ? ORDER BY song DESC`, [S('s2')])).toEqual(['s4', 's3']);
    expect(await songs(`WHERE artist = 'a' AND (n IN [1, 3] OR n BETWEEN 4 AND 9)`)).toEqual(['s1', 's3', 's4']);
    expect(await songs(`WHERE n = 2 AND missing IS MISSING AND NOT n IS NULL`)).toEqual(['s2', 's2']);
    expect(await songs(`WHERE missing <> 'x'`)).toEqual([]);
    expect(await run(`SELECT * FROM "Music"."by-g" WHERE g = 'g1' AND artist = 'a'`)).toEqual([
      itemOf({ artist: 'a', song: 's1', g: 'g1' }),
      itemOf({ artist: 'a', song: 's3', g: 'g1' }),
    ]);
    const all: unknown[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(new ExecuteStatementCommand({ Statement: 'SELECT * FROM Music', Limit: 3, NextToken }));
      all.push(...page.Items!);
      NextToken = page.NextToken;
    } while (NextToken);
    expect(all).toHaveLength(10);
  });

  test('a statement may hold comments, exponents, functions and types', async () => {
    const { run } = await cloudWithTable();
    await run(`-- a note\nINSERT INTO Music VALUE /* another */ {'artist': 'a', 'song': 'b', 'n': .5e1, 'flag': TRUE} -- the end`);
    const found = async (condition: string) => (await run(`SELECT n FROM Music WHERE artist = 'a' AND ${condition}`))!.length;
    expect(await found('n = 50e-1')).toBe(1);
    expect(await found('ATTRIBUTE_EXISTS(n) AND attribute_not_exists(m)')).toBe(1);
    expect(await found('attribute_exists(m) = false AND flag IS BOOL AND artist IS STRING')).toBe(1);
    expect(await found('n IS STRING')).toBe(0);
  });

  test('an update may begin with FROM', async () => {
    const { run } = await cloudWithTable();
    await run(insert, [S('a'), S('one')]);
    const item = `FROM Music WHERE artist = 'a' AND song = 'one'`;
    expect(await run(`${item} AND n = 1 SET n = n + 1 REMOVE data, tags RETURNING ALL NEW *`)).toEqual([
      itemOf({ artist: 'a', song: 'one', n: 2 }),
    ]);
    await expect(run(`${item} AND n = 1 SET n = 9`)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  });

  test("a scan of an index finds nothing in what the index does not store; a read of the index's partition is refused", async () => {
    const { run, db } = await cloudWithTable();
    await db.PutItem({ TableName: 'Music', Item: itemOf({ artist: 'a', song: 's', g: 'x', n: 1 }) });
    expect(await run(`SELECT artist FROM Music."by-g" WHERE n = 1`)).toEqual([]);
    expect(await run(`SELECT artist FROM Music."by-g" WHERE NOT n = 1`)).toEqual([itemOf({ artist: 'a' })]);
    expect(await run(`SELECT artist FROM Music."by-g" WHERE (g = 'x' AND n = 1) OR g = 'x'`)).toEqual([itemOf({ artist: 'a' })]);
    await expect(run(`SELECT artist FROM Music."by-g" WHERE g IN ['x', 'y'] AND n = 1`)).rejects.toMatchObject({
      message: 'One or more parameter values were invalid: Secondary index by-g does not project one or more filter attributes: [n]',
    });
  });

  test('a batch reads by primary key only, and names the table of what reached it', async () => {
    const { client, run } = await cloudWithTable();
    await run(insert, [S('a'), S('one')]);
    const batch = async (...Statements: string[]) =>
      (await client.send(new BatchExecuteStatementCommand({ Statements: Statements.map((Statement) => ({ Statement })) }))).Responses;
    const Message = 'Select statements within BatchExecuteStatement must specify the primary key in the where clause.';
    const where = `WHERE artist = 'a' AND song = 'one'`;
    expect(
      await batch(`SLECT 1`, `SELECT n FROM Music ${where}`, `SELECT * FROM Music."by-g" ${where}`, `SELECT * FROM Music WHERE n = 1`),
    ).toEqual([
      { Error: { Code: 'ValidationError', Message: "Statement wasn't well formed, can't be processed: Expected data manipulation" } },
      { TableName: 'Music', Item: { n: N(1) } },
      { Error: { Code: 'ValidationError', Message } },
      { Error: { Code: 'ValidationError', Message } },
    ]);
    expect(await batch(`UPDATE Music REMOVE n ${where} RETURNING MODIFIED NEW *`, `UPDATE Music SET n = 1 ${where} AND n = 7`)).toEqual([
      { TableName: 'Music' },
      { TableName: 'Music', Error: { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' } },
    ]);
  });

  test('a transaction of writes answers no items, and a repeated one reports what it read', async () => {
    const { client, run } = await cloudWithTable();
    await run(insert, [S('a'), S('one')]);
    const transact = () =>
      client.send(
        new ExecuteTransactionCommand({
          TransactStatements: [{ Statement: `UPDATE Music SET n = n + 1 WHERE artist = 'a' AND song = 'one'` }],
          ClientRequestToken: 'once',
          ReturnConsumedCapacity: 'TOTAL',
        }),
      );
    expect(await transact()).toMatchObject({ Responses: [], ConsumedCapacity: [{ WriteCapacityUnits: 2 }] });
    expect(await transact()).toMatchObject({ Responses: [], ConsumedCapacity: [{ ReadCapacityUnits: 2 }] });
    expect(await run(`SELECT n FROM Music WHERE artist = 'a' AND song = 'one'`)).toEqual([{ n: N(2) }]);
  });

  test('a batch answers each statement by itself', async () => {
    const { client, run } = await cloudWithTable();
    await run(insert, [S('a'), S('one')]);
    const Parameters = [S('a'), S('one')];
    const { Responses } = await client.send(
      new BatchExecuteStatementCommand({
        Statements: [
          { Statement: insert, Parameters },
          { Statement: insert, Parameters: [S('a'), S('two')] },
        ],
      }),
    );
    expect(Responses).toEqual([
      { TableName: 'Music', Error: { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' } },
      { TableName: 'Music' },
    ]);
  });

  test('a transaction does all or none', async () => {
    const { client, run } = await cloudWithTable();
    await run(insert, [S('a'), S('one')]);
    const transact = (...Statements: string[]) =>
      client.send(new ExecuteTransactionCommand({ TransactStatements: Statements.map((Statement) => ({ Statement })) }));
    const update = `UPDATE Music SET n = 9 WHERE artist = 'a' AND song = 'one'`;
    await expect(transact(update, `EXISTS(SELECT * FROM Music WHERE artist = 'x' AND song = 'y')`)).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }],
    });
    await transact(update, `INSERT INTO Music VALUE {'artist': 'a', 'song': 'two'}`);
    const select = (song: string) => `SELECT n FROM Music WHERE artist = 'a' AND song = '${song}'`;
    expect((await transact(select('one'), select('none'))).Responses).toEqual([{ Item: { n: N(9) } }, {}]);
  });

  test.each([
    [`SELECTT * FROM Music`, `Statement wasn't well formed, can't be processed: Expected data manipulation`],
    [`SELECT * FROM "Music`, `Statement wasn't well formed, can't be processed: `],
    [`SELECT * FROM Music /* open`, `Statement wasn't well formed, can't be processed: `],
    [`SELECT * FROM Music WHERE n = 1e2147483648`, `Statement wasn't well formed, can't be processed: `],
    [`SELECT * FROM Music WHERE n = 1 more`, `Statement wasn't well formed, can't be processed: Unexpected token after expression`],
    [`INSERT INTO Music m VALUE {}`, `Statement wasn't well formed, can't be processed: Unexpected token after expression`],
    [`SELECT * FROM Music m WHERE n = 1`, 'Aliasing is not supported'],
    [`DELETE FROM Music AS m WHERE n = 1`, 'Aliasing is not supported'],
    [
      `INSERT INTO Music VALUE {'artist': 'a', 'song': 'b', 'm': {'x': [1, 1e126]}}`,
      'Number overflow. Attempting to store a number with magnitude larger than supported range under root.x[1]',
    ],
    [`SELECT * FROM Music WHERE EXISTS(n)`, 'Unrecognized function: exists at 1:27:6'],
    [
      `SELECT * FROM Music WHERE attribute_exists('n')`,
      'Operator or function requires a document path; operator or function: attribute_exists',
    ],
    [
      `SELECT * FROM Music WHERE attribute_exists(n, m)`,
      'Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 2',
    ],
    [`UPDATE Music SET t = set_add(t) WHERE n = 1`, 'SET_ADD must have exactly two arguments at 1:22:7'],
    [`UPDATE Music SET t = set_add(u, <<1>>) WHERE n = 1`, 'The first argument to SET_ADD must equal the assignment value at 1:22:7'],
    [`UPDATE Music SET\n t = set_delete(t, 'x') WHERE n = 1`, 'The second argument to SET_DELETE must be a value with type SET at 2:17:1'],
    [`UPDATE Music SET t = set_add(t, <<>>) WHERE n = 1`, 'Empty bags are not supported'],
    [`SELECT * FROM "" WHERE a = 1`, 'Path component cannot be an empty string'],
    [`SELECT * FROM "Music"."by-g"."x"`, 'A path may contain at most 2 components in the FROM clause'],
    [`SELECT * FROM "Music"."none"`, 'The table does not have the specified index'],
    [
      `SELECT artist FROM "Music"."by-g" WHERE g = 'y' AND n = 1`,
      'One or more parameter values were invalid: Secondary index by-g does not project one or more filter attributes: [n]',
    ],
    [
      `SELECT n FROM "Music"."by-g" WHERE g = 'y'`,
      'One or more parameter values were invalid: Global secondary index by-g does not project [n]',
    ],
    [
      `SELECT * FROM Music WHERE artist = 'a' AND n < TRUE`,
      'Incorrect operand type for operator or function; operator or function: <, operand type: BOOL',
    ],
    [`SELECT * FROM Music WHERE artist = ?`, "Number of parameters in request and statement don't match."],
    [`DELETE FROM Music WHERE artist = 'x'`, 'Where clause does not contain a mandatory equality on all key attributes'],
    [
      `DELETE FROM Music WHERE artist = 'x' RETURNING ALL NEW *`,
      'Invalid returning clause: RETURNING ALL NEW *. Only RETURNING ALL OLD * is allowed in DELETE statements.',
    ],
    [
      `UPDATE Music SET artist = 'x' WHERE artist = 'a' AND song = 'b'`,
      'One or more parameter values were invalid: Cannot update attribute artist. This attribute is part of the key',
    ],
  ])('%s is refused', async (statement, message) => {
    const { run } = await cloudWithTable();
    await expect(run(statement)).rejects.toMatchObject({ name: 'ValidationException', message });
  });
});
