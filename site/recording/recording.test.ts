import { expect, test } from 'vitest';
import type { Coverage, Lab } from '#labs/contract.ts';
import { onlyOnAMachine, partsOf, shownInPage } from './recording.ts';

type Covered = Pick<Lab, 'covers' | 'services'>;
const lab = (tab: Record<string, Coverage>, local: Record<string, Coverage>): Covered => ({
  services: ['s3', 'ecs'],
  covers: { tab, local, aws: { s3: 'real', ecs: 'real' } },
});
const everything = { s3: 'real', ecs: 'real' } as const;

test.each<[string, Covered, { runs: boolean; recording: boolean }, string[]]>([
  ['runs where the page covers all of it', lab(everything, everything), { runs: true, recording: false }, []],
  ['is a recording where the page covers nothing of it', lab({}, everything), { runs: false, recording: true }, ['s3', 'ecs']],
  [
    'is both where the page covers a part of it',
    lab({ s3: 'real', ecs: 'not-covered' }, everything),
    { runs: true, recording: true },
    ['ecs'],
  ],
  [
    'runs where the page has its settings alone',
    lab({ s3: 'real', ecs: 'control-plane' }, everything),
    { runs: true, recording: false },
    [],
  ],
  ['is nothing where only AWS can run it: there is no local run to record', lab({}, {}), { runs: false, recording: false }, []],
])('a lab in its page %s', (_, covered, shown, services) => {
  expect(shownInPage(covered)).toEqual(shown);
  expect(onlyOnAMachine(covered)).toEqual(services);
});

test('the parts of a recording begin where an action begins', () => {
  const moments = [
    { at: 0, event: 'begun', action: 'deploy', what: 'stage:solution' },
    { at: 5, event: 'stack', resource: 'Uploads', type: 'AWS::S3::Bucket', status: 'CREATE_COMPLETE' },
    { at: 6, event: 'begun', action: 'run', what: 'upload' },
  ] as const;
  expect(partsOf({ moments: [...moments] })).toEqual([
    { action: 'deploy', what: 'stage:solution', index: 0 },
    { action: 'run', what: 'upload', index: 2 },
  ]);
});
