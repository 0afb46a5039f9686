import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clashes } from '../../testing/clashes.ts';
import type { DiagramEdge, DiagramGroup, DiagramNode } from '../graph.ts';
import { type Scene, sceneOf } from '../scene.ts';
import { pathOf, straightened } from './drawing.ts';
import { grid } from './grid.ts';
import { layered } from './layered.ts';
import { rails } from './rails.ts';

const node = (id: string, more: Partial<DiagramNode> = {}): DiagramNode => ({
  id,
  path: id,
  name: id,
  type: 'AWS::Lambda::Function',
  service: 'lambda',
  icon: 'architecture-service/AWSLambda',
  kind: { vi: 'hàm Lambda', en: 'Lambda function' },
  group: undefined,
  hidden: false,
  at: undefined,
  rank: undefined,
  ...more,
});
const edge = (from: string, to: string, more: Partial<DiagramEdge> = {}): DiagramEdge => ({
  id: `${from}--${to}`,
  from,
  to,
  kind: 'write',
  label: { vi: 'ghi vào bảng', en: 'PutItem' },
  reasons: [],
  setting: false,
  drawn: true,
  ...more,
});
const group = (id: string, parent?: string): DiagramGroup => ({
  id,
  name: id,
  kind: { vi: 'mạng', en: 'network' },
  icon: '',
  group: parent,
  stands: [id],
});

const names = ['Api', 'PlaceOrder', 'OrdersTableOfTheShop', 'Queue', 'Worker', 'Mail', 'Archive'];

/** Any few nodes, with any arrows between them, to and fro too. */
const scenes = fc.integer({ min: 1, max: names.length }).chain((count) => {
  const some = names.slice(0, count);
  const pair = fc.tuple(fc.constantFrom(...some), fc.constantFrom(...some)).filter(([from, to]) => from !== to);
  return fc
    .uniqueArray(pair, { maxLength: count === 1 ? 0 : 8, selector: ([from, to]) => `${from}${to}` })
    .map((pairs): Scene => sceneOf({ nodes: some.map((id) => node(id)), edges: pairs.map(([from, to]) => edge(from, to)), groups: [] }));
});

describe('whatever points where', () => {
  test('in one column nothing stands on anything else', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        expect(clashes(rails(scene))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('in layers no node or word stands on another', async () => {
    const standing = (found: string[]) => found.filter((said) => said.includes(' on '));
    await fc.assert(
      fc.asyncProperty(scenes, async (scene) => {
        expect(standing(clashes(await layered(scene)))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test('every arrow leads from its source to its target', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const { nodes, arrows } = rails(scene);
        for (const { arrow, points } of arrows) {
          const near = (id: string, end: { x: number; y: number }) => {
            const { x, y } = nodes.find((each) => each.node.id === id)!;
            return Math.hypot(end.x - x, end.y - y) < 34;
          };
          expect([near(arrow.from, points[0]!), near(arrow.to, points.at(-1)!)]).toEqual([true, true]);
        }
      }),
    );
  });
});

describe('groups', () => {
  const scene = sceneOf({
    nodes: [
      node('Balancer', { group: 'Public' }),
      node('Nat', { group: 'Public' }),
      node('Service', { group: 'Private' }),
      node('Database', { group: 'Private' }),
      node('Logs'),
    ],
    edges: [edge('Balancer', 'Service'), edge('Service', 'Database'), edge('Service', 'Logs')],
    groups: [group('Vpc'), group('Public', 'Vpc'), group('Private', 'Vpc')],
  });

  test('hold their own, beside each other and inside one another', async () => {
    for (const drawing of [await layered(scene), await layered(scene, 'DOWN'), rails(scene)]) {
      expect(clashes(drawing)).toEqual([]);
      expect(drawing.groups.map((each) => each.group.id)).toEqual(['Vpc', 'Public', 'Private']);
    }
  });
});

describe('places by hand', () => {
  const square = [node('A', { at: [0, 0] }), node('B', { at: [1, 0] }), node('C', { at: [0, 1] }), node('D', { at: [1, 1] })];

  test('arrows go around what stands in their way', () => {
    const row = [node('A', { at: [0, 0] }), node('B', { at: [1, 0] }), node('C', { at: [2, 0] })];
    const drawing = grid(sceneOf({ nodes: row, edges: [edge('A', 'C')], groups: [] }));
    expect(clashes(drawing)).toEqual([]);
    expect(drawing.arrows[0]!.points.length).toBeGreaterThan(2);
  });

  test('all drawn nodes have a place, or none', () => {
    const scene = sceneOf({ nodes: [...square, node('Lost')], edges: [], groups: [] });
    expect(() => grid(scene)).toThrow('diagram.ts places some nodes, so it has to place all that are drawn. Without a place: Lost');
  });
});

test('to and fro is one line, and its words are both', () => {
  const { arrows } = sceneOf({
    nodes: [node('Fn'), node('Table')],
    edges: [edge('Fn', 'Table'), edge('Table', 'Fn', { kind: 'read', label: { vi: 'GetItem', en: 'GetItem' } })],
    groups: [],
  });
  expect(arrows).toMatchObject([{ from: 'Fn', to: 'Table', both: true, label: { en: 'PutItem, GetItem' } }]);
});

test('a line’s corners are round, and points on its way are none', () => {
  const line = straightened([
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 40, y: 0 },
    { x: 40, y: 30 },
  ]);
  expect(pathOf(line)).toBe('M0 0L32 0Q40 0 40 8L40 30');
});
