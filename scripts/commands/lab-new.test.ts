import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { recordedIo } from '../io/recorded.ts';
import { labNew } from './lab-new.ts';

const repository = path.resolve(import.meta.dirname, '../..');
// Reason: below the repository, so that `#cdk/` and packages are found; in a folder that git does not look at.
mkdirSync(path.join(repository, '.workshop'), { recursive: true });
const root = mkdtempSync(path.join(repository, '.workshop', 'new-lab-'));
symlinkSync(path.join(repository, 'scripts'), path.join(root, 'scripts'));
afterAll(() => rmSync(root, { recursive: true }));

async function run(...argv: string[]) {
  const io = recordedIo();
  const world = { io, environment: {}, root, home: root, interrupted: new AbortController().signal, verbose: false };
  const failure = await labNew.call(argv, world).then(
    () => undefined,
    (error: { key: string }) => error.key,
  );
  return { failure, said: io.events.flatMap((event) => (event.type === 'say' ? event.key : [])) };
}

const dry = await run('cloud-greeting', '--dry-run');
const made = await run('cloud-greeting');

test('a new lab is laid down once, under a name that can be one', async () => {
  expect(dry).toEqual({ failure: undefined, said: ['new.dry'] });
  expect(made).toEqual({ failure: undefined, said: ['new.lab-done'] });
  expect((await run('cloud-greeting')).failure).toBe('new.exists');
  expect((await run('Cloud Greeting')).failure).toBe('new.id');
});

// Its own test, as it was laid down: deploys every state of it to an embedded cloud.
await import(pathToFileURL(path.join(root, 'labs/cloud-greeting/lab.test.ts')).href);
