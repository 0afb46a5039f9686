import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { holdFile } from './hold-file.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hold-'));
  file = path.join(folder, 'journal');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const noted = (holder: string | object) => writeFileSync(`${file}.lock`, typeof holder === 'string' ? holder : JSON.stringify(holder));

test('who comes second is told who works with it; once it is let go, it is free', async () => {
  const letGo = await holdFile(file);
  await expect(holdFile(file)).rejects.toMatchObject({ key: 'file.held', parameters: { file, pid: process.pid, host: hostname() } });
  await letGo();
  expect(existsSync(`${file}.lock`)).toBe(false);
  await (await holdFile(file))();
});

test.each([
  ['a process that was killed', { pid: 2 ** 30, host: hostname() }],
  ['a note that was cut short', '{"pid":'],
])('%s holds nothing', async (_, holder) => {
  noted(holder);
  const letGo = await holdFile(file);
  await expect(holdFile(file)).rejects.toMatchObject({ parameters: { pid: process.pid } });
  await letGo();
});

test('a process of another machine may be at work: nobody here can tell', async () => {
  noted({ pid: 2 ** 30, host: 'elsewhere' });
  await expect(holdFile(file)).rejects.toMatchObject({ key: 'file.held', parameters: { host: 'elsewhere' } });
});
