import { expect, test } from 'vitest';
import { forget, keep, keeps, kept, keptNames } from './storage.ts';

function memory(): Storage {
  const values = new Map<string, string>();
  return {
    get length() {
      return values.size;
    },
    key: (index: number) => [...values.keys()][index] ?? null,
    getItem: (key: string) => values.get(key) ?? null,
    removeItem: (key: string) => void values.delete(key),
    setItem: (key: string, value: string) => void values.set(key, value),
  } as Storage;
}

test('what is kept comes back', () => {
  const storage = memory();
  keep('visited', ['a'], () => storage);
  expect(kept('visited', () => storage)).toEqual(['a']);
  expect(kept('theme', () => storage)).toBeUndefined();
});

test('what is kept has names, and is forgotten by its name', () => {
  const storage = memory();
  storage.setItem('of-another-site', '1');
  keep('theme', 'dark', () => storage);
  keep('tasks', [], () => storage);
  expect(keptNames(() => storage)).toEqual(['theme', 'tasks']);
  forget('theme', () => storage);
  expect(keptNames(() => storage)).toEqual(['tasks']);
});

test('damaged or forbidden storage is as good as an empty one', () => {
  const storage = memory();
  storage.setItem('xuong-may.visited', '{');
  expect(kept('visited', () => storage)).toBeUndefined();
  const forbidden = () => {
    throw new Error('SecurityError');
  };
  expect(kept('visited', forbidden)).toBeUndefined();
  expect(() => keep('visited', [], forbidden)).not.toThrow();
  expect(() => forget('visited', forbidden)).not.toThrow();
  expect(keptNames(forbidden)).toEqual([]);
  expect(keeps(forbidden)).toBe(false);
  expect(keeps(() => storage)).toBe(true);
});
