import { expect, test } from 'vitest';
import { type Here, lacking, needs, oldest } from './needs.ts';

/** A window of a browser that has everything, but for what is given. */
function windowWith(parts: object = {}): Here {
  class Worker {
    constructor(_: string, options: WorkerOptions) {
      void options.type;
    }
    terminate() {}
  }
  const CSSStyleSheet = { prototype: { replaceSync() {} } };
  const URL = { createObjectURL: () => 'blob:x', revokeObjectURL() {} };
  return { Worker, Blob, URL, CSSStyleSheet, Promise, isSecureContext: true, ...parts } as unknown as Here;
}
class ClassicWorker {
  terminate() {}
}

test.each<[string, object, string[]]>([
  ['nothing', {}, []],
  ['modules in Workers', { Worker: ClassicWorker }, ['module-workers']],
  [
    'any Workers, where they are refused',
    {
      Worker: class {
        constructor() {
          throw new Error('refused');
        }
      },
    },
    ['module-workers'],
  ],
  ['style sheets made by script', { CSSStyleSheet: { prototype: {} } }, ['sheets']],
  ['Promise.withResolvers', { Promise: {} }, ['resolvers']],
  ['a secure context', { isSecureContext: false }, ['secure']],
  ['several things', { Promise: {}, isSecureContext: false }, ['resolvers', 'secure']],
])('a browser that lacks %s is told so by name', (_, parts, ids) => {
  expect(lacking(windowWith(parts)).map(({ what }) => what)).toEqual(ids.map((id) => `needs.${id}`));
});

test('what cannot be asked beforehand is older than something that can', () => {
  const asked = needs.filter(({ lacks }) => lacks);
  for (const { since } of needs.filter(({ lacks }) => !lacks))
    for (const browser of ['chrome', 'firefox', 'safari'] as const)
      expect(Math.max(...asked.map((need) => need.since?.[browser] ?? 0))).toBeGreaterThanOrEqual(since![browser]);
});

test('the oldest browsers that will do have the youngest of all needs', () => {
  expect(oldest()).toEqual({ chrome: 119, firefox: 121, safari: 17.4 });
});
