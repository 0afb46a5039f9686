import { expect, test } from 'vitest';
import { checkedNotes, fileTree, notesIn } from './file-tree.ts';
import { sourceLink } from './source-link.ts';

const lab = {
  id: 'leda',
  stages: ['start', 'connected', 'solution'],
  files: new Map([
    ['stack.ts', 'all'],
    ['lab.test.ts', ''],
    ['functions/map.ts', 'map'],
    ['functions/reduce.ts', 'once'],
    ['stages/start/stack.ts', 'unconnected'],
    ['stages/start/note.md', 'only here'],
    ['stages/connected/functions/reduce.ts', 'again and again'],
    ['drills/lost/stack.ts', 'broken'],
  ]),
};

test('a stage shows its own files, and which of them differ from the solution', () => {
  const { files, folders } = fileTree(lab, 'start');
  expect(files).toEqual([
    { name: 'note.md', path: 'note.md', source: 'stages/start/note.md', differs: true },
    { name: 'stack.ts', path: 'stack.ts', source: 'stages/start/stack.ts', differs: true },
  ]);
  expect(folders[0]!.files.map(({ path, source, differs }) => [path, source, differs])).toEqual([
    ['functions/map.ts', 'functions/map.ts', false],
    ['functions/reduce.ts', 'stages/connected/functions/reduce.ts', true],
  ]);
});

test('the solution shows what differs from where a reader begins, and no file that only another stage has', () => {
  const { files, folders } = fileTree(lab, 'solution');
  expect(files.map(({ path, differs }) => [path, differs])).toEqual([['stack.ts', true]]);
  expect(folders[0]!.files.map(({ differs }) => differs)).toEqual([false, true]);
});

test('notes are read from a list; one for a file that is not there is an error', () => {
  const notes = notesIn('<ul>\n<li><code>stack.ts</code>: <em>all</em> of it</li>\n<li>\n<p><code>functions/</code>: four</p>\n</li></ul>');
  expect([...notes]).toEqual([
    ['stack.ts', '<em>all</em> of it'],
    ['functions/', 'four'],
  ]);
  expect(checkedNotes(fileTree(lab, 'start'), notes)).toBe(notes);
  expect(() => notesIn('<ul><li>stack.ts: all</li></ul>')).toThrow('entries are `path`: note');
  expect(() => checkedNotes(fileTree(lab, 'solution'), new Map([['note.md', '']]))).toThrow(
    'labs/leda has no file note.md at this stage. Files there: functions/, functions/map.ts, functions/reduce.ts, stack.ts',
  );
  expect(() => fileTree(lab, 'begin')).toThrow('No stage "begin"');
});

test('a file leads to the repository, at its lines when they are known', () => {
  expect(sourceLink('labs/leda/stack.ts', [], 'https://example.org/a/b/')).toBe('https://example.org/a/b/blob/main/labs/leda/stack.ts');
  expect(sourceLink('labs/leda/stack.ts', [4, 5, 6], 'https://example.org/a/b')).toMatch(/stack\.ts#L4-L6$/);
  expect(sourceLink('labs/leda/stack.ts', [4], '')).toBeUndefined();
});
