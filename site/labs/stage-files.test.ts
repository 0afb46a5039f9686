import { describe, expect, test } from 'vitest';
import { openLab } from './labs.ts';
import { sourceLink } from './source-link.ts';
import { type LabFolder, stageFile } from './stage-files.ts';

const lab: LabFolder = {
  id: 'leda',
  stages: ['start', 'connected', 'solution'],
  files: new Map([
    ['stack.ts', 'solution'],
    ['functions/map.ts', 'map'],
    ['stages/start/stack.ts', 'start'],
    ['stages/connected/functions/map.ts', 'connected map'],
  ]),
};

describe('stageFile', () => {
  test('a stage has its own version of a file, else that of the nearest stage after it', () => {
    expect(stageFile(lab, 'stack.ts', 'start')).toEqual({ path: 'stages/start/stack.ts', source: 'start' });
    expect(stageFile(lab, 'functions/map.ts', 'start').source).toBe('connected map');
    expect(stageFile(lab, 'stack.ts', 'connected')).toEqual({ path: 'stack.ts', source: 'solution' });
    expect(stageFile(lab, 'functions/map.ts').source).toBe('map');
  });

  test('says which files and stages there are', () => {
    expect(() => stageFile(lab, 'sack.ts')).toThrow(
      'labs/leda has no file sack.ts (stage solution). Files there: functions/map.ts, stack.ts',
    );
    expect(() => stageFile(lab, 'stack.ts', 'end')).toThrow('No stage "end". Stages: start, connected, solution');
  });
});

test('a file has a link only where the repository is known', () => {
  expect(sourceLink('labs/leda/stack.ts', [3, 4, 9], 'https://example.org/x/')).toBe(
    'https://example.org/x/blob/main/labs/leda/stack.ts#L3-L9',
  );
  expect(sourceLink('labs/leda/stack.ts', [3], '')).toBeUndefined();
});

test('a lab that does not exist is refused, with those there are', () => {
  expect(() => openLab('lead', { manifests: { '../../labs/leda/lab.ts': {} }, checks: {} })).toThrow('there is no lab "lead". Labs: leda');
});
