import { expect, test } from 'vitest';
import { sourceFences } from './source-fences.ts';

test('finds fences in lists and tabs, with their lines', () => {
  const source = 'a\n\n- b\n\n  ```sh run\n  npm ci\n  ```\n<Tab>\n\n```text expect\n  x\n```\n</Tab>';
  expect(sourceFences(source)).toEqual([
    { info: 'sh run', line: 5, lines: ['  npm ci'], closed: true },
    { info: 'text expect', line: 10, lines: ['  x'], closed: true },
  ]);
});

test('a longer fence holds shorter ones as text', () => {
  expect(sourceFences('````md\n```sh run\nnpm ci\n```\n````')).toEqual([
    { info: 'md', line: 1, lines: ['```sh run', 'npm ci', '```'], closed: true },
  ]);
});

test('a fence that is never closed says so', () => {
  expect(sourceFences('```sh\nx')).toEqual([{ info: 'sh', line: 1, lines: ['x'], closed: false }]);
});
