import { expect, test } from 'vitest';
import { keep, keeps, kept } from './storage.ts';

function memory(): Storage {
  const values = new Map<string, string>();
  return {
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

test('damaged or forbidden storage is as good as an empty one', () => {
  const storage = memory();
  storage.setItem('xuong-may.visited', '{');
  expect(kept('visited', () => storage)).toBeUndefined();
  const forbidden = () => {
    throw new Error('SecurityError');
  };
  expect(kept('visited', forbidden)).toBeUndefined();
  expect(() => keep('visited', [], forbidden)).not.toThrow();
  expect(keeps(forbidden)).toBe(false);
  expect(keeps(() => storage)).toBe(true);
});
