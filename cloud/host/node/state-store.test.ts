import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Cell } from '../../cells.ts';
import { CorruptState } from './cell-file.ts';
import { folderStore } from './state-store.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'cells-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const cell = (state: unknown, account = '111122223333', region = 'eu-west-1'): Cell => ({ service: 'dynamodb', account, region, state });

test('what was saved is loaded: maps, sets, dates, bytes, big integers', async () => {
  const state = {
    map: new Map([['a', { at: new Date(0), bytes: new Uint8Array([1, 2]) }]]),
    set: new Set(['x']),
    big: 12345678901234567890n,
    nothing: undefined,
  };
  const cells = [cell(state), cell('partition', '', ''), cell('account', '111122223333', '')];
  await folderStore(directory).save(cells);
  expect((await folderStore(directory).load()).sort((a, b) => a.account.localeCompare(b.account))).toEqual(expect.arrayContaining(cells));
  await folderStore(directory).save([cell('later')]);
  expect(await folderStore(directory).load()).toContainEqual(cell('later'));
});

test('a name cannot lead out of the folder', async () => {
  await folderStore(directory).save([cell(1, '../../a', '..\\b/c')]);
  expect(readdirSync(directory)).toHaveLength(1);
  expect(await folderStore(directory).load()).toEqual([cell(1, '../../a', '..\\b/c')]);
});

test('bytes are not views into the file', async () => {
  await folderStore(directory).save([cell({ small: new Uint8Array([1]), other: 'x'.repeat(1000) })]);
  const [loaded] = await folderStore(directory).load();
  expect((loaded!.state as { small: Uint8Array }).small.buffer.byteLength).toBe(1);
});

test('what a killed process had not finished is not loaded', async () => {
  await folderStore(directory).save([cell('whole')]);
  writeFileSync(join(directory, `${readdirSync(directory)[0]}.new`), 'half');
  expect(await folderStore(directory).load()).toEqual([cell('whole')]);
  expect(readdirSync(directory)).toHaveLength(1);
});

test('a save is found whole or not at all, wherever a kill cut it off', async () => {
  const store = folderStore(directory);
  const accounts = ['111111111111', '222222222222', '333333333333'];
  const all = (state: string) => accounts.map((account) => cell(state, account));
  await store.save(all('old'));
  const files = readdirSync(directory).sort();
  const old = files.map((file) => readFileSync(join(directory, file)));
  await store.save(all('new'));
  const fresh = files.map((file) => readFileSync(join(directory, file)));
  for (let renamed = -1; renamed <= files.length; renamed++) {
    // -1: all files are written, but the save is not decided yet.
    files.forEach((file, index) => {
      writeFileSync(join(directory, file), index < renamed ? fresh[index]! : old[index]!);
      if (index >= renamed) writeFileSync(join(directory, `${file}.new`), fresh[index]!);
    });
    if (renamed >= 0) writeFileSync(join(directory, 'decided.json'), JSON.stringify(files));
    const states = new Set((await store.load()).map(({ state }) => state));
    expect(states).toEqual(new Set([renamed < 0 ? 'old' : 'new']));
    expect(readdirSync(directory).sort()).toEqual(files);
  }
});

test('a damaged note of a decided save is an error that names it', async () => {
  await folderStore(directory).save([cell('whole')]);
  writeFileSync(join(directory, 'decided.json'), '["half');
  await expect(folderStore(directory).load()).rejects.toThrow(`${join(directory, 'decided.json')} cannot be read: it is damaged.`);
});

test.each([
  ['cut short', (file: string) => truncateSync(file, 60), 'it is damaged or cut short'],
  ['changed', (file: string) => writeFileSync(file, readFileSync(file).fill(7, 60)), 'it is damaged or cut short'],
  ['empty', (file: string) => truncateSync(file, 0), 'it is not a saved state'],
])('a file that was %s is an error that names it', async (_, damage, reason) => {
  await folderStore(directory).save([cell({ some: 'state', more: 'of it' })]);
  const file = join(directory, readdirSync(directory)[0]!);
  damage(file);
  const error = await folderStore(directory)
    .load()
    .catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(CorruptState);
  expect(error).toMatchObject({ file, message: expect.stringContaining(`${file} cannot be read: ${reason}.`) });
});

test('a state that cannot be written is named, and does not keep the others from being saved', async () => {
  const store = folderStore(directory);
  await expect(store.save([cell({ call: () => 1 }), cell('fine', '444455556666')])).rejects.toThrow(
    'The state of dynamodb 111122223333 eu-west-1 cannot be saved: ',
  );
  expect(await store.load()).toEqual([cell('fine', '444455556666')]);
});
