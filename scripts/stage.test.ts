import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { labIds, layTogether, loadLab, openLab } from './stage.ts';
import { stageFiles } from './stage-files.ts';

const root = path.resolve(import.meta.dirname, '..');
const scratch = mkdtempSync(path.join(tmpdir(), 'stage-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** A lab folder of empty files. */
function labOf(name: string, ...files: string[]): string {
  for (const file of files) {
    mkdirSync(path.dirname(path.join(scratch, name, file)), { recursive: true });
    writeFileSync(path.join(scratch, name, file), `// ${file}\n`);
  }
  return path.join(scratch, name);
}

const stages = ['start', 'connected', 'solution'];
const dir = labOf(
  'a',
  'stack.ts',
  'lab.test.ts',
  'functions/map.ts',
  'functions/reduce.ts',
  'stages/connected/functions/map.ts',
  'stages/start/stack.ts',
  'drills/late/drill.ts',
  'drills/late/functions/reduce.ts',
);
const from = (files: Map<string, string>) => Object.fromEntries([...files].map(([file, at]) => [file, path.relative(dir, at)]));

test("the solution is the lab's own folder, without deltas and tests", () => {
  expect(from(stageFiles(dir, { stages, drills: [] }))).toEqual({
    'stack.ts': 'stack.ts',
    'functions/map.ts': 'functions/map.ts',
    'functions/reduce.ts': 'functions/reduce.ts',
  });
});

test('a stage lays its files over those of the stage after it', () => {
  expect(from(stageFiles(dir, { stages, drills: [] }, { stage: 'connected' }))).toMatchObject({
    'stack.ts': 'stack.ts',
    'functions/map.ts': 'stages/connected/functions/map.ts',
  });
  expect(from(stageFiles(dir, { stages, drills: [] }, { stage: 'start' }))).toEqual({
    'stack.ts': 'stages/start/stack.ts',
    'functions/map.ts': 'stages/connected/functions/map.ts',
    'functions/reduce.ts': 'functions/reduce.ts',
  });
});

test('a drill lays its files over the solution; its description is no part of the lab', () => {
  expect(from(stageFiles(dir, { stages, drills: ['late'] }, { drill: 'late' }))).toEqual({
    'stack.ts': 'stack.ts',
    'functions/map.ts': 'functions/map.ts',
    'functions/reduce.ts': 'drills/late/functions/reduce.ts',
  });
});

test('a stage or drill that does not exist is named, with those that do', () => {
  expect(() => stageFiles(dir, { stages, drills: [] }, { stage: 'begin' })).toThrow('No stage "begin". Stages: start, connected, solution');
  expect(() => stageFiles(dir, { stages, drills: [] }, { drill: 'late' })).toThrow('No drill "late". Drills: none');
});

test('an edited file is a new folder, the same files are the same folder', async () => {
  const lab = { ...(await openLab(root, labIds(root)[0]!)).lab, id: 'a', stages, drills: [] };
  const first = await layTogether(scratch, { dir, lab }, { stage: 'start' });
  expect(await layTogether(scratch, { dir, lab }, { stage: 'start' })).toBe(first);
  expect(readFileSync(path.join(first, 'functions/map.ts'), 'utf8')).toBe('// stages/connected/functions/map.ts\n');
  writeFileSync(path.join(dir, 'functions/reduce.ts'), '// edited\n');
  const second = await layTogether(scratch, { dir, lab }, { stage: 'start' });
  expect(second).not.toBe(first);
  expect(readFileSync(path.join(second, 'functions/reduce.ts'), 'utf8')).toBe('// edited\n');
});

test('every lab has the id of its folder, knows its services, and loads in every stage', async () => {
  for (const id of labIds(root)) {
    const { lab } = await openLab(root, id);
    expect(lab.id).toBe(id);
    expect(lab.stages.at(-1)).toBe('solution');
    for (const covered of Object.values(lab.covers)) expect(Object.keys(covered).sort()).toEqual([...lab.services].sort());
    for (const stage of lab.stages) {
      const { checks, Stack } = await loadLab(root, id, { stage });
      expect(Stack).toBeTypeOf('function');
      expect(new Set(checks.map((check) => check.id)).size).toBe(checks.length);
    }
  }
});

test('every stage of every lab is type-correct when its files lie together', async () => {
  const files: string[] = [];
  for (const id of labIds(root)) {
    const folder = await openLab(root, id);
    const variants = [...folder.lab.stages.map((stage) => ({ stage })), ...folder.lab.drills.map((drill) => ({ drill }))];
    for (const variant of variants) {
      const together = await layTogether(root, folder, variant);
      files.push(...[...stageFiles(folder.dir, folder.lab, variant).keys()].map((file) => path.join(together, file)));
    }
  }
  const config = path.join(root, '.workshop', 'stages', 'tsconfig.json');
  writeFileSync(
    config,
    JSON.stringify({ extends: '../../tsconfig.json', include: [], exclude: [], files: files.filter((file) => file.endsWith('.ts')) }),
  );
  const tsc = spawnSync(path.join(root, 'node_modules/.bin/tsc'), ['--noEmit', '-p', config], { encoding: 'utf8', cwd: root });
  expect(tsc.stdout).toBe('');
  expect(tsc.status).toBe(0);
});
