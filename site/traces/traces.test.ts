import { expect, test } from 'vitest';
import { type Part, waterfall } from '#labs/traces.ts';
import { mapShape } from './map-shape.ts';
import { recordedTraces } from './recorded.ts';
import { serviceMap } from './service-map.ts';
import { markup } from './shape.ts';
import { waterfallShape } from './waterfall-shape.ts';

const tree = (name: string) => {
  const { traces, names } = recordedTraces(name);
  return traces.map(({ segments }) => waterfall(segments).map(({ name, depth }) => `${' '.repeat(depth)}${names[name] ?? name}`));
};

test('a recorded order is one waterfall: each service below the call that was made to it', () => {
  const [bars, ...others] = tree('tracing-traced');
  expect(others).toEqual([]);
  const order = bars!.map((bar) => bar.trim()).filter((name) => /Api|^(Orders|Prices|Supplier|prices|supplier)$/.test(name));
  expect([...new Set(order)]).toEqual([
    'OrdersApi/prod',
    'Orders',
    'prices',
    'PricesApi/prod',
    'Prices',
    'supplier',
    'SupplierApi/prod',
    'Supplier',
  ]);
});

test('the recorded drill lies in three waterfalls and three groups of the map; the whole trace is one group', () => {
  expect(tree('tracing-broken-trace')).toHaveLength(3);
  expect(serviceMap(recordedTraces('tracing-broken-trace').services).groups).toBe(3);
  const { groups, nodes, edges } = serviceMap(recordedTraces('tracing-solution').services);
  expect(groups).toBe(1);
  expect(nodes.map(({ name, layer }) => `${layer} ${name.replace(/^.*(Orders|Prices|Supplier)\w*-.*$/, '$1')}`).sort()).toEqual([
    '0 ',
    '1 OrdersApi/prod',
    '2 Orders',
    '3 PricesApi/prod',
    '4 Prices',
    '5 SupplierApi/prod',
    '6 Supplier',
  ]);
  expect(edges).toHaveLength(6);
});

test('a part whose parent never came hangs loose; what failed and what is under way say so', () => {
  const part = (id: string, rest: Partial<Part>): Part => ({ id, name: id, start_time: 100, end_time: 101, ...rest });
  const bars = waterfall([
    part('a', { subsegments: [part('b', { start_time: 100.25, end_time: 100.5, fault: true })] }),
    part('c', { parent_id: 'b', start_time: 100.3 }),
    part('d', { parent_id: 'gone', start_time: 100.6, end_time: undefined }),
  ]);
  expect(bars.map(({ id, depth, from, ms, state, isLoose }) => [id, depth, from, ms, state, isLoose])).toEqual([
    ['a', 0, 0, 1000, 'ok', false],
    ['b', 1, 250, 250, 'fault', false],
    ['c', 2, 300, 700, 'ok', false],
    ['d', 0, 600, 0, 'open', true],
  ]);
});

test('names that a function’s code gives its parts stay text', () => {
  const [bar] = waterfall([{ id: 'a', name: '<img src=x onerror=alert(1)>', start_time: 1, end_time: 2 }]);
  const text = markup(waterfallShape([bar!], 'a "label"', 'en'));
  expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(text).toContain('aria-label="a &quot;label&quot;"');
  expect(markup(mapShape([{ ReferenceId: 0, Name: '<b>', Type: 'remote', Edges: [] }], 'vi'))).toContain('&lt;b&gt;');
});

test('services that call each other in a circle are drawn all the same', () => {
  const edge = (ReferenceId: number) => ({ ReferenceId, SummaryStatistics: { TotalCount: 1, TotalResponseTime: 1 } });
  const { nodes } = serviceMap([
    { ReferenceId: 0, Name: 'a', Type: 'x', Edges: [edge(1)] },
    { ReferenceId: 1, Name: 'b', Type: 'x', Edges: [edge(0)] },
  ]);
  expect(nodes.every(({ layer }) => layer < 2)).toBe(true);
});
