import { appendFileSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { FORMAT, onlyOnAMachine, type Recording } from '../../site/recording/recording.ts';
import { labIds, loadLab, openLab } from '../stage.ts';
import { recordedFingerprint } from './fingerprint.ts';
import { recordingText } from './recording-text.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = path.join(root, 'site/recordings');
const recorded = readdirSync(folder).map((file): [string] => [file.replace('.json', '')]);
const BUDGET = 250_000; // bytes: LEDA's thousand trades would fit

test.for(recorded)('the recording of %s is of the lab as it is now (else: npm run lab:record -- <lab>)', async ([id]) => {
  const text = readFileSync(path.join(folder, `${id}.json`), 'utf8');
  const recording: Recording = JSON.parse(text);
  const { checks, scenarios } = await loadLab(root, id);
  expect(recording).toMatchObject({ format: FORMAT, lab: id, fingerprint: recordedFingerprint(await openLab(root, id)) });
  expect(recordingText(recording)).toBe(text);
  expect(text.length).toBeLessThan(BUDGET);
  expect(recording.about.checks).toEqual(checks.map((check) => ({ id: check.id, says: check.says })));
  expect(recording.about.scenarios).toEqual(scenarios.map((scenario) => ({ id: scenario.id, says: scenario.says })));
  const times = recording.moments.map(({ at }) => at);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  const outcomes = recording.moments.flatMap((moment) => (moment.event === 'ended' ? [moment.outcome] : []));
  expect(outcomes.map(({ action }) => action)).toEqual(['deploy', ...scenarios.map(() => 'run'), 'check', 'destroy']);
  for (const outcome of outcomes) {
    if (outcome.action === 'deploy') expect(outcome.status).toBe('CREATE_COMPLETE');
    if (outcome.action === 'check') expect(outcome.results.map(({ outcome: how }) => how)).toEqual(checks.map(() => 'passed'));
    if (outcome.action === 'destroy') expect(outcome.left).toEqual([]);
  }
});

test('an edit of a lab’s code is another fingerprint; of its name or its drawing, the same', async () => {
  const { dir, lab } = await openLab(root, recorded[0]![0]);
  const copy = mkdtempSync(path.join(tmpdir(), 'recorded-'));
  cpSync(dir, copy, { recursive: true });
  const before = recordedFingerprint({ dir, lab });
  for (const file of ['lab.ts', 'diagram.ts']) appendFileSync(path.join(copy, file), '// another line\n');
  expect(recordedFingerprint({ dir: copy, lab })).toBe(before);
  appendFileSync(path.join(copy, 'checks.ts'), '// another line\n');
  expect(recordedFingerprint({ dir: copy, lab })).not.toBe(before);
  rmSync(copy, { recursive: true });
});

test('a lab that a page cannot run, and a machine can, has a recording', async () => {
  const without: string[] = [];
  for (const id of labIds(root)) {
    const { lab } = await openLab(root, id);
    if (onlyOnAMachine(lab).length > 0 && !existsSync(path.join(folder, `${id}.json`))) without.push(`npm run lab:record -- ${id}`);
  }
  expect(without).toEqual([]);
});
