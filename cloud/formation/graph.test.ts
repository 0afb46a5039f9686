import { expect, test } from 'vitest';
import { seededRandom } from '../random.ts';
import { cyclicNodes, ordered, runInOrder } from './graph.ts';
import type { Properties } from './model.ts';
import { physicalName } from './physical-name.ts';
import { differences, unhonoured } from './property-table.ts';

test('the nodes of a circle are named, those beside it are not', () => {
  const graph = new Map([
    ['A', ['B']],
    ['B', ['C']],
    ['C', ['A']],
    ['User', ['A']],
    ['Used', []],
  ]);
  expect(cyclicNodes(graph)).toEqual(['A', 'B', 'C']);
  expect(cyclicNodes(new Map([['A', ['Outside']]]))).toEqual([]);
});

test('needs come first', () => {
  expect(
    ordered(
      new Map([
        ['A', ['B', 'C']],
        ['B', ['C']],
        ['C', []],
      ]),
    ),
  ).toEqual(['C', 'B', 'A']);
});

test('what needs a failed node never runs', async () => {
  const ran: string[] = [];
  const graph = new Map([
    ['A', []],
    ['B', ['A']],
    ['C', ['B']],
    ['D', []],
  ]);
  await runInOrder(graph, async (name) => {
    ran.push(name);
    return name !== 'B';
  });
  expect(ran.sort()).toEqual(['A', 'B', 'D']);
});

test('generated names share the room between stack and logical id', () => {
  const random = seededRandom(1);
  expect(physicalName('shop', 'Orders', 255, random)).toMatch(/^shop-Orders-[A-Z0-9]{12}$/);
  const cut = physicalName('a-very-long-stack-name-indeed-for-a-role', 'AnEvenLongerLogicalIdOfTheFunctionsServiceRole', 64, random);
  expect(cut).toMatch(/^a-very-long-stack-name-in-AnEvenLongerLogicalIdOfTh-[A-Z0-9]{12}$/);
  expect(cut).toHaveLength(64);
  expect(physicalName('s', 'AnEvenLongerLogicalIdOfTheFunctionsServiceRole', 32, random)).toMatch(/^s-AnEvenLongerLogic-[A-Z0-9]{12}$/);
});

const table = {
  Name: 'replace',
  Tags: 'update',
  Rules: { Prefix: 'replace', Days: 'update' },
  Environment: { Variables: { '*': 'update' } },
} as const;

test('unknown properties are found at any depth', () => {
  const properties: Properties = {
    Name: 'x',
    Rules: [{ Prefix: 'a' }, { Other: 1 }],
    Environment: { Variables: { ANY: 'y' }, More: 1 },
    Colour: 'red',
  };
  expect(unhonoured(properties, table)).toEqual(['Rules/1/Other', 'Environment/More', 'Colour']);
});

test('a difference replaces where the table says so, also inside of lists', () => {
  expect(differences({ Rules: [{ Prefix: 'a', Days: 1 }] }, { Rules: [{ Prefix: 'a', Days: 2 }] }, table)).toEqual([
    { name: 'Rules', change: 'update' },
  ]);
  expect(differences({ Rules: [{ Prefix: 'a' }] }, { Rules: [{ Prefix: 'b' }] }, table)).toEqual([{ name: 'Rules', change: 'replace' }]);
  expect(differences({ Name: 1, Tags: [{ a: 1, b: 2 }] }, { Name: '1', Tags: [{ b: 2, a: 1 }] }, table)).toEqual([]);
});
