import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lock, StateInUse } from './lock.ts';

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lock-'));
  file = join(directory, 'lock.json');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('a folder has one owner until it is given up', () => {
  const unlock = lock(directory);
  expect(() => lock(directory)).toThrow(StateInUse);
  unlock();
  expect(existsSync(file)).toBe(false);
  lock(directory)();
});

test.each([
  ['of a process that is gone', JSON.stringify({ pid: 2 ** 22 + 1, began: '1' })],
  ['half written', '{"pid":'],
  ...(process.platform === 'linux'
    ? [['of an earlier process with the same number', JSON.stringify({ pid: process.pid, began: '1' })]]
    : []),
])('a lock %s is taken over', (_, text) => {
  writeFileSync(file, text!);
  const unlock = lock(directory);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid });
  unlock();
});
