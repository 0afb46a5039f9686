import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Moment, Recording, Told } from '../../../recording/recording.ts';
import type { RunnerEvent } from '../runner.ts';
import { isStep, pause } from './pace.ts';
import { RecordedRun } from './recorded-run.ts';

const recording: Recording = JSON.parse(readFileSync('site/recordings/dynamodb-streams.json', 'utf8'));
const until = (run: RecordedRun, is: (moment: Moment) => boolean) => {
  for (let moment = run.step(); moment; moment = run.step()) if (is(moment)) return;
  throw new Error('no such moment');
};
const isEndOf = (action: string) => (moment: Moment) => moment.event === 'ended' && moment.outcome.action === action;

test('a recording tells all its moments in order, with the time of day they had, and then no more', () => {
  const run = new RecordedRun(recording);
  const heard: RunnerEvent[] = [];
  run.on((event) => heard.push(event));
  while (run.step());
  expect(heard.map(({ event }) => event)).toEqual(recording.moments.map(({ event }) => event));
  const first = recording.moments.find((moment) => moment.event === 'stack')!;
  expect(heard.find((event) => event.event === 'stack')).toMatchObject({ at: Date.parse(recording.recorded) + first.at });
  expect(run.step()).toBeUndefined();
});

test('it stands as the lab stood: deployed, checked, removed', () => {
  const run = new RecordedRun(recording);
  expect(run.state.status).toBeUndefined();
  run.step();
  expect(run.busy).toBe('deploy');
  until(run, isEndOf('deploy'));
  expect(run.busy).toBeUndefined();
  expect(run.state.status).toBe('CREATE_COMPLETE');
  expect(Object.keys(run.state.resources).length).toBeGreaterThan(5);
  expect(Object.values(run.state.resources).map(({ type }) => type)).not.toContain('AWS::CloudFormation::Stack');
  until(run, isEndOf('check'));
  expect(run.passed).toEqual(recording.about.checks.map(({ id }) => id));
  until(run, isEndOf('destroy'));
  expect(run.state).toMatchObject({ status: undefined, resources: {} });
});

test('nobody waits as long as the recorder did, what came at once is seen one by one, and an outcome can be read', () => {
  const begun: Told = { event: 'begun', action: 'check', what: '' };
  const tell: Told = { event: 'tell', text: { vi: 'a', en: 'a' } };
  const ended: Told = { event: 'ended', outcome: { action: 'destroy', ms: 1, left: [] } };
  expect(pause(undefined, { at: 9000, ...begun })).toBe(0);
  expect(pause({ at: 0, ...begun }, { at: 0, ...tell })).toBe(35);
  expect(pause({ at: 0, ...begun }, { at: 400, ...tell })).toBe(400);
  expect(pause({ at: 0, ...begun }, { at: 60_000, ...tell })).toBe(1200);
  expect(pause({ at: 0, ...ended }, { at: 1, ...begun })).toBe(2500);
});

test('one step is something to be read', () => {
  expect(isStep({ at: 0, event: 'activity', activity: [] })).toBe(false);
  expect(isStep({ at: 0, event: 'tell', text: { vi: 'a', en: 'a' } })).toBe(true);
});
