import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RouteTree } from './route-tree.ts';

const find = (paths: string[], path: string) => {
  const found = new RouteTree(paths.map((one) => ({ path: one }))).find(path);
  return found && [found.route.path, found.parameters];
};

test.each([
  [['/'], '/', ['/', {}]],
  [['/orders', '/{proxy+}'], '/orders', ['/orders', {}]],
  [['/orders', '/{proxy+}'], '/orders/1', ['/{proxy+}', { proxy: 'orders/1' }]],
  [['/orders/{id}', '/orders/new', '/{proxy+}'], '/orders/new', ['/orders/new', {}]],
  [['/orders/{id}', '/orders/new', '/{proxy+}'], '/orders/7', ['/orders/{id}', { id: '7' }]],
  [['/orders/{id}/items', '/orders/{proxy+}'], '/orders/7/items', ['/orders/{id}/items', { id: '7' }]],
  [['/orders/{id}/items', '/orders/{proxy+}'], '/orders/7/other', ['/orders/{proxy+}', { proxy: '7/other' }]],
  [['/a/{x}', '/a/{y}/b'], '/a/1/b', ['/a/{y}/b', { y: '1' }]],
  [['/{proxy+}'], '/', undefined],
  [['/a'], '/b', undefined],
  [['/a'], '/a/b', undefined],
  [['/a/b'], '/a', undefined],
])('of %j, %s finds %j', (paths, path, found) => {
  expect(find(paths, path)).toEqual(found);
});

const segment = fc.constantFrom('a', 'b', 'c', '{x}', '{y}');
const route = fc
  .tuple(fc.array(segment, { maxLength: 3 }), fc.boolean())
  .map(([segments, isGreedy]) => `/${[...segments, ...(isGreedy ? ['{all+}'] : [])].join('/')}`);

/** How specific a route is at each segment: the least text wins. */
const rank = (path: string) =>
  path
    .slice(1)
    .split('/')
    .map((part) => (part.endsWith('+}') ? 2 : part.startsWith('{') ? 1 : 0))
    .join('');
const covers = (path: string, request: string): boolean => {
  const pattern = path
    .slice(1)
    .split('/')
    .map((part) => (part.endsWith('+}') ? '.+' : part.startsWith('{') ? '[^/]+' : part));
  return new RegExp(`^/${pattern.join('/')}$`).test(request);
};

test('the most specific of all routes that fit a path is found, and none where none fits', () => {
  const request = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 5 }).map((parts) => `/${parts.join('/')}`);
  fc.assert(
    fc.property(fc.uniqueArray(route, { maxLength: 12 }), request, (paths, path) => {
      const fitting = paths
        .filter((one) => covers(one, path))
        .map(rank)
        .sort();
      const found = find(paths, path);
      expect(found && rank(String(found[0]))).toBe(fitting[0]);
    }),
    { numRuns: 1000 },
  );
});
