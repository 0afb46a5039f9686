import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { whileHeld } from './while-held.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'held-'));
  file = path.join(folder, 'journal');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const noted = (pid: number, host: string) => writeFileSync(`${file}.lock`, JSON.stringify({ pid, host }));
const nothing = async () => {};

test('who comes second is told who works with it; after the work, also one that fails, it is free', async () => {
  await whileHeld(file, async () => {
    const second = whileHeld(file, () => expect.unreachable());
    await expect(second).rejects.toMatchObject({ key: 'file.held', parameters: { file, pid: process.pid, host: hostname() } });
  });
  await expect(whileHeld(file, () => Promise.reject(new Error('no luck')))).rejects.toThrow('no luck');
  expect(readdirSync(folder)).toEqual([]);
  expect(await whileHeld(file, async () => 'done')).toBe('done');
});

test('of many at once one works', async () => {
  let free = () => {};
  const held = new Promise<void>((resolve) => {
    free = resolve;
  });
  const all = Array.from({ length: 20 }, () => whileHeld(file, () => held));
  const refused = all.map((each) => each.catch(({ key }: { key: string }) => key));
  await expect
    .poll(async () => (await Promise.all(refused.map((each) => Promise.race([each, 'open'])))).filter((said) => said === 'open'))
    .toHaveLength(1);
  free();
  expect((await Promise.all(refused)).filter((said) => said === 'file.held')).toHaveLength(19);
});

test('a process that was killed holds nothing', async () => {
  noted(2 ** 30, hostname());
  await whileHeld(file, nothing);
  expect(readdirSync(folder)).toEqual([]);
});

test('a process of another machine may be at work: nobody here can tell', async () => {
  noted(2 ** 30, 'elsewhere');
  await expect(whileHeld(file, nothing)).rejects.toMatchObject({ key: 'file.held', parameters: { host: 'elsewhere' } });
});
