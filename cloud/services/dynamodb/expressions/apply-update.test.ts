import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Item } from '../attribute-value.ts';
import { applyUpdate } from './apply-update.ts';
import { Binder } from './binder.ts';

function updated(item: Item, text: string, values?: Record<string, AttributeValue>): Item {
  const binder = new Binder({ expressions: new Map(), expiry: new Map() }, { ExpressionAttributeValues: values });
  const update = binder.update(text)!;
  binder.done();
  return applyUpdate(item, update);
}

const item: Item = {
  id: { S: '1' },
  n: { N: '5' },
  tags: { SS: ['a', 'b'] },
  parts: { L: [{ S: 'zero' }, { S: 'one' }, { S: 'two' }] },
  m: { M: { x: { N: '1' }, y: { L: [{ N: '1' }] } } },
};
const N = (n: number | string): AttributeValue => ({ N: String(n) });

describe('update expressions', () => {
  test('every operand is read from the item as it was', () => {
    expect(updated(item, 'SET n = m.x, m.x = n')).toMatchObject({ n: N(1), m: { M: { x: N(5) } } });
  });

  test('the old item stays as it is', () => {
    const before = structuredClone(item);
    updated(item, 'SET m.x = :v, parts[0] = :v, n = n + :v REMOVE parts[1], m.y[0] ADD extra :v DELETE tags :a', {
      ':v': N(7),
      ':a': { SS: ['a'] },
    });
    expect(item).toEqual(before);
  });

  test('numbers, functions and sets', () => {
    const values = { ':n': N('0.1'), ':e': { L: [] }, ':l': { L: [N(9)] }, ':s': { SS: ['b', 'c'] } };
    expect(updated(item, 'SET n = n - :n', { ':n': N('0.1') }).n).toEqual(N('4.9'));
    expect(updated(item, 'SET fresh = if_not_exists(fresh, :n) + :n', { ':n': N('0.1') }).fresh).toEqual(N('0.2'));
    expect(
      updated(item, 'SET fresh = list_append(if_not_exists(fresh, :e), :l)', { ':e': values[':e'], ':l': values[':l'] }).fresh,
    ).toEqual(values[':l']);
    expect(updated(item, 'ADD tags :s', { ':s': values[':s'] }).tags).toEqual({ SS: ['a', 'b', 'c'] });
    expect(updated(item, 'DELETE tags :s', { ':s': values[':s'] }).tags).toEqual({ SS: ['a'] });
    expect(updated(item, 'DELETE tags :s', { ':s': { SS: ['a', 'b'] } })).not.toHaveProperty('tags');
  });

  test('list elements: set beyond the end is appended, removal closes up by the old indexes', () => {
    expect(updated(item, 'SET parts[9] = :nine, parts[7] = :seven', { ':nine': N(9), ':seven': N(7) }).parts!.L!.slice(3)).toEqual([
      N(7),
      N(9),
    ]);
    expect(updated(item, 'REMOVE parts[0], parts[2], parts[8]').parts).toEqual({ L: [{ S: 'one' }] });
    expect(updated(item, 'SET parts[1] = :v REMOVE parts[0]', { ':v': N(1) }).parts).toEqual({ L: [N(1), { S: 'two' }] });
  });

  test.each<[string, Record<string, AttributeValue> | undefined, string]>([
    ['SET a.b = :v', { ':v': N(1) }, 'The document path provided in the update expression is invalid for update'],
    ['REMOVE n.x', undefined, 'The document path provided in the update expression is invalid for update'],
    ['SET n = absent', undefined, 'The provided expression refers to an attribute that does not exist in the item'],
    ['SET n = id + :v', { ':v': N(1) }, 'An operand in the update expression has an incorrect data type'],
    ['ADD id :v', { ':v': N(1) }, 'An operand in the update expression has an incorrect data type'],
    ['DELETE tags :v', { ':v': { NS: ['1'] } }, 'An operand in the update expression has an incorrect data type'],
    [
      'SET n = n + :v',
      { ':v': { S: 'x' } },
      'Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: +, operand type: S',
    ],
    [
      'ADD n :v',
      { ':v': { S: 'x' } },
      'Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND',
    ],
    [
      'SET n = :v SET id = :v',
      { ':v': N(1) },
      'Invalid UpdateExpression: The "SET" section can only be used once in an update expression;',
    ],
    [
      'SET m = :v, m.x = :v',
      { ':v': N(1) },
      'Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [m], path two: [m, x]',
    ],
    [
      'SET m.x = :v, m[0] = :v',
      { ':v': N(1) },
      'Invalid UpdateExpression: Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [m, x], path two: [m, [0]]',
    ],
    ['INVALID SYNTAX HERE', undefined, 'Invalid UpdateExpression: Syntax error; token: "INVALID", near: "INVALID SYNTAX"'],
    ['SET a = size(n)', undefined, 'Invalid UpdateExpression: The function is not allowed in an update expression; function: size'],
  ])('%s is refused in AWS words', (text, values, message) => expect(() => updated(item, text, values)).toThrow(message));

  test('ADD counts like addition in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1 }), (cents) => {
        let counted: Item = { id: { S: '1' } };
        for (const one of cents) counted = updated(counted, 'ADD summed :v', { ':v': N((one / 100).toFixed(2)) });
        expect(Math.round(Number(counted.summed!.N) * 100)).toBe(cents.reduce((sum, one) => sum + one, 0));
      }),
    );
  });
});
