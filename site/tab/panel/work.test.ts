import { expect, test } from 'vitest';
import { edited, originalOf, TEMPLATE, textOf } from './files.ts';
import { KeptWork } from './work.ts';

const variant = {
  stackName: 'lab',
  template: { Resources: {} },
  tags: {},
  sources: { 'functions/a.ts': 'a', 'functions/b.ts': 'b' },
  shown: { 'stack.ts': 'stack' },
  entries: {},
};

test('a file as it was made is no edit, and each edit leaves the others alone', () => {
  const one = edited(variant, {}, 'functions/a.ts', 'A');
  const two = edited(variant, one, TEMPLATE, '{}');
  expect(two).toEqual({ sources: { 'functions/a.ts': 'A' }, template: '{}' });
  expect([textOf(variant, two, 'functions/a.ts'), textOf(variant, two, 'functions/b.ts'), textOf(variant, two, TEMPLATE)]).toEqual([
    'A',
    'b',
    '{}',
  ]);
  expect(edited(variant, two, 'functions/a.ts', 'a')).toEqual({ sources: {}, template: '{}' });
  expect(edited(variant, two, TEMPLATE, originalOf(variant, TEMPLATE))).toEqual(one);
});

test('work goes into a file and out of it, to the lab it is of and no other', () => {
  const work = new KeptWork('leda');
  work.edit('stage:start', { sources: { 'functions/a.ts': 'A' } });
  work.change({ variant: 'stage:start', passed: ['x'] });
  const file = work.toFile();
  const other = new KeptWork('leda');
  expect(other.fromFile(file)).toBe(true);
  expect(other.now).toEqual(work.now);
  work.edit('stage:start', {});
  expect(work.now.edits).toEqual({});
  expect(new KeptWork('s3-trigger').fromFile(file)).toBe(false);
});

test.each([
  ['no JSON', '{'],
  ['another format', '{"format":"x","lab":"leda","edits":{},"passed":[]}'],
  ['a stage of no kind', '{"format":"xuong-may/lab/1","lab":"leda","variant":"x","edits":{},"passed":[]}'],
  ['sources that are no text', '{"format":"xuong-may/lab/1","lab":"leda","edits":{"stage:a":{"sources":{"b":1}}},"passed":[]}'],
  ['checks that are no ids', '{"format":"xuong-may/lab/1","lab":"leda","edits":{},"passed":[1]}'],
])('a file with %s changes nothing', (_, text) => {
  const work = new KeptWork('leda');
  const before = work.now;
  expect(work.fromFile(text)).toBe(false);
  expect(work.now).toBe(before);
});
