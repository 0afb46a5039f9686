import { expect, test } from 'vitest';
import { judge, type Terms } from './verdict.ts';

const TERMS: Terms = {
  evaluationPeriods: 3,
  datapointsToAlarm: 3,
  threshold: 0,
  comparison: 'GreaterThanThreshold',
  treatMissingData: undefined,
};
const WAYS = ['missing', 'ignore', 'breaching', 'notBreaching'];

/** `0 - X`: within, missing, breaching; oldest first. The answers in the order of the four ways. */
function answers(points: string, datapointsToAlarm: number): string[] {
  const range = points.split(' ').map((point, at) => ({ at, value: { '0': 0, X: 1 }[point], samples: 1 }));
  return WAYS.map((treatMissingData) => judge({ ...TERMS, datapointsToAlarm, treatMissingData }, range)?.value ?? 'retained');
}

// CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data": its two tables.
test.each([
  ['0 - X - X', 3, ['OK', 'OK', 'OK', 'OK']],
  ['- - - - 0', 3, ['OK', 'OK', 'OK', 'OK']],
  ['- - - - -', 3, ['INSUFFICIENT_DATA', 'retained', 'ALARM', 'OK']],
  ['0 X X - X', 3, ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  ['- - X - -', 3, ['ALARM', 'retained', 'ALARM', 'OK']],
  ['0 - X - X', 2, ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  ['0 0 X 0 X', 2, ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  ['0 - X - -', 2, ['OK', 'OK', 'ALARM', 'OK']],
  ['- - - - 0', 2, ['OK', 'OK', 'ALARM', 'OK']],
  ['- - - X -', 2, ['ALARM', 'retained', 'ALARM', 'OK']],
])('%s with %i breaching points to alarm', (points, datapoints, expected) => {
  expect(answers(points, datapoints)).toEqual(expected);
});

test('what missing data decide is said', () => {
  const empty = [0, 1, 2, 3, 4].map((at) => ({ at, value: undefined, samples: undefined }));
  expect(judge({ ...TERMS, treatMissingData: 'breaching' }, empty)!.reason).toBe(
    'Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as [Breaching].',
  );
  expect(judge(TERMS, empty)!.reason).toBe('Insufficient Data: 3 datapoints were unknown.');
});
