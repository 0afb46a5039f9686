import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { expect, test } from 'vitest';
import { stepsOf } from './steps.ts';

const at = (ms: number) => new Date(1_800_000_000_000 + ms);
const events: HistoryEvent[] = [
  { id: 1, previousEventId: 0, type: 'ExecutionStarted', timestamp: at(0), executionStartedEventDetails: { input: '{"n":1}' } },
  { id: 2, previousEventId: 0, type: 'ParallelStateEntered', timestamp: at(0), stateEnteredEventDetails: { name: 'Both', input: '{}' } },
  { id: 3, previousEventId: 2, type: 'ParallelStateStarted', timestamp: at(1) },
  { id: 4, previousEventId: 3, type: 'MapStateEntered', timestamp: at(1), stateEnteredEventDetails: { name: 'Each', input: '[1]' } },
  { id: 5, previousEventId: 3, type: 'WaitStateEntered', timestamp: at(1), stateEnteredEventDetails: { name: 'Rest', input: '{}' } },
  { id: 6, previousEventId: 4, type: 'MapStateStarted', timestamp: at(2), mapStateStartedEventDetails: { length: 1 } },
  { id: 7, previousEventId: 6, type: 'MapIterationStarted', timestamp: at(2), mapIterationStartedEventDetails: { name: 'Each', index: 0 } },
  {
    id: 8,
    previousEventId: 7,
    type: 'TaskScheduled',
    timestamp: at(2),
    taskScheduledEventDetails: { resourceType: 'sns', resource: 'publish', region: 'ap-southeast-1', parameters: '{"Message":"m"}' },
  },
  {
    id: 9,
    previousEventId: 8,
    type: 'TaskFailed',
    timestamp: at(30),
    taskFailedEventDetails: { resourceType: 'sns', resource: 'publish', error: 'SNS.AuthorizationErrorException', cause: 'not authorized' },
  },
  { id: 10, previousEventId: 9, type: 'MapIterationFailed', timestamp: at(30), mapIterationFailedEventDetails: { name: 'Each', index: 0 } },
  { id: 11, previousEventId: 10, type: 'MapStateFailed', timestamp: at(30) },
  { id: 12, previousEventId: 11, type: 'ParallelStateFailed', timestamp: at(30) },
  { id: 13, previousEventId: 12, type: 'ExecutionFailed', timestamp: at(31), executionFailedEventDetails: { error: 'E' } },
];

test('a step is as deep as the branches and elements it is inside of, whatever runs beside it', () => {
  expect(stepsOf(events).map(({ id, depth }) => [id, depth])).toEqual([
    [1, 0],
    [2, 0],
    [3, 0],
    [4, 1],
    [5, 1],
    [6, 1],
    [7, 1],
    [8, 2],
    [9, 2],
    [10, 1],
    [11, 1],
    [12, 0],
    [13, 0],
  ]);
});

test('a step has its state, what it calls, its data and what went wrong', () => {
  const steps = stepsOf(events);
  expect(steps[1]).toMatchObject({ type: 'ParallelStateEntered', state: 'Both', after: 0, data: [{ name: 'input', text: '{}' }] });
  expect(steps[6]).toMatchObject({ state: 'Each', about: '[0]', data: [] });
  expect(steps[7]).toMatchObject({ about: 'sns:publish', isWrong: false, data: [{ name: 'parameters', text: '{"Message":"m"}' }] });
  expect(steps[8]).toMatchObject({
    after: 30,
    isWrong: true,
    data: [
      { name: 'error', text: 'SNS.AuthorizationErrorException' },
      { name: 'cause', text: 'not authorized' },
    ],
  });
});
