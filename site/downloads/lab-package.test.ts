import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix, resolve } from 'node:path';
import { promisify } from 'node:util';
import { App } from 'aws-cdk-lib';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, expect, test } from 'vitest';
import { lab as leda } from '#labs/leda/lab.ts';
import { LedaStack } from '#labs/leda/stack.ts';
import { allLabs } from '../labs/lab-modules.ts';
import { importsOf } from './imports.ts';
import { labPackage, packageName } from './lab-package.ts';
import { zip } from './zip.ts';

const root = resolve('.');
const scratch = mkdtempSync(join(tmpdir(), 'download-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const states = allLabs().flatMap((lab) => lab.stages.map((stage) => ({ id: lab.id, stage, lab })));

test.each(states)('$id at $stage is complete: what its files import comes along, packages pinned', ({ lab, stage }) => {
  const files = labPackage(lab, stage, root);
  const { devDependencies } = JSON.parse(String(files.get('package.json')));
  const missing: string[] = [];
  for (const [path, text] of files) {
    if (!path.endsWith('.ts')) continue;
    const imports = importsOf(String(text));
    for (const name of imports.files) {
      const target = name.startsWith('#') ? name.slice(1) : posix.join(posix.dirname(path), name);
      if (!files.has(target)) missing.push(`${path}: ${name}`);
    }
    for (const name of imports.packages) {
      const pinned = devDependencies[name] ?? devDependencies[`@types/${name}`];
      if (!/^\d+\.\d+\.\d+$/.test(pinned ?? '')) missing.push(`${path}: ${name} is ${pinned}`);
    }
  }
  expect(missing).toEqual([]);
  expect([...files.keys()].filter((path) => /\/(stages|drills)\/|\.test\.ts$/.test(path))).toEqual([]);
  expect(files.get('README.vi.md')).toContain(lab.title.vi);
  expect(files.get('README.md')).toContain(lab.title.en);
});

test('a stage has its own files, and those of the stages after it', () => {
  const start = labPackage(leda, 'start', root);
  const text = (path: string) => readFileSync(join('labs/leda', path), 'utf8');
  expect(start.get('labs/leda/stack.ts')).toBe(text('stages/start/stack.ts'));
  expect(start.get('labs/leda/functions/reduce.ts')).toBe(text('stages/connected/functions/reduce.ts'));
  expect(start.get('labs/leda/functions/map.ts')).toBe(text('functions/map.ts'));
  expect(() => labPackage(leda, 'begin', root)).toThrow('No stage "begin". Stages: start, connected, solution');
});

test('the same files are the same bytes, in any time zone', () => {
  const files = labPackage(leda, 'start', root);
  const [here, there] = ['Asia/Ho_Chi_Minh', 'America/New_York'].map((zone) => {
    process.env.TZ = zone;
    return Buffer.from(zip('leda', files));
  });
  delete process.env.TZ;
  expect(here!.equals(there!)).toBe(true);
});

test('unpacked, the app synthesises the template that the repository deploys', async () => {
  const name = packageName('leda', 'solution');
  for (const [path, content] of Object.entries(unzipSync(zip(name, labPackage(leda, 'solution', root))))) {
    mkdirSync(dirname(join(scratch, path)), { recursive: true });
    writeFileSync(join(scratch, path), strFromU8(content));
  }
  const folder = join(scratch, name);
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
  await promisify(execFile)(process.execPath, ['bin/app.ts'], { cwd: folder, env: { ...process.env, CDK_OUTDIR: join(scratch, 'out') } });
  const app = new App({ outdir: join(scratch, 'expected'), analyticsReporting: false });
  new LedaStack(app, 'leda', { lab: 'leda' });
  expect(JSON.parse(readFileSync(join(scratch, 'out/leda.template.json'), 'utf8'))).toEqual(app.synth().stacks[0]!.template);
});
