import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MadeFiles } from './made-files.ts';

test('a page being written has what a lab last gave, until it is made anew; whoever needs it right waits', async () => {
  const root = mkdtempSync(join(tmpdir(), 'made-files-'));
  const stack = join(root, 'labs/a/stack.ts');
  mkdirSync(join(root, 'labs/a'), { recursive: true });
  writeFileSync(
    join(root, 'make.mjs'),
    `import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
     const file = process.argv[2].slice('a='.length);
     mkdirSync(file.replace(/[^/]+$/, ''), { recursive: true });
     writeFileSync(file, JSON.stringify(readFileSync('labs/a/stack.ts', 'utf8')));`,
  );
  const made = new MadeFiles<string>({ name: 'test', script: 'make.mjs', from: [], leftOut: [], failed: 'not made' });
  writeFileSync(stack, 'one');
  expect(await made.last('a', root)).toBe('one');
  writeFileSync(stack, 'two');
  expect(await made.last('a', root)).toBe('one');
  expect(await made.of('a', root)).toBe('two');
  expect(await made.last('a', root)).toBe('two');
  rmSync(root, { recursive: true });
});
