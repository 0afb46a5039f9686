import * as sdk from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TEST_ACCOUNT, TEST_REGION } from '../../host/memory.ts';
import { Bench, MACHINE, machine, ROLE } from './states.test-fixture.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.start();
});
afterEach(() => bench.noFaults());

const hello = machine({ HelloWorld: { Type: 'Pass', Result: { Arg1: 'argument1' }, End: true } });

test('an execution of a Pass state is written as AWS writes it', async () => {
  const arn = await bench.start(hello);
  expect(await bench.ended(arn)).toEqual({ status: 'SUCCEEDED', output: { Arg1: 'argument1' } });
  const timestamp = expect.any(Date);
  const truncated = { truncated: false };
  const output = '{"Arg1":"argument1"}';
  expect(await bench.events(arn)).toEqual([
    {
      timestamp,
      type: 'ExecutionStarted',
      id: 1,
      previousEventId: 0,
      executionStartedEventDetails: { input: '{}', inputDetails: truncated, roleArn: ROLE },
    },
    {
      timestamp,
      type: 'PassStateEntered',
      id: 2,
      previousEventId: 0,
      stateEnteredEventDetails: { name: 'HelloWorld', input: '{}', inputDetails: truncated },
    },
    {
      timestamp,
      type: 'PassStateExited',
      id: 3,
      previousEventId: 2,
      stateExitedEventDetails: { name: 'HelloWorld', output, outputDetails: truncated },
    },
    {
      timestamp,
      type: 'ExecutionSucceeded',
      id: 4,
      previousEventId: 3,
      executionSucceededEventDetails: { output, outputDetails: truncated },
    },
  ]);
  const page = await bench.client.send(
    new sdk.GetExecutionHistoryCommand({ executionArn: arn, reverseOrder: true, maxResults: 1, includeExecutionData: false }),
  );
  expect(page.events).toEqual([
    { timestamp, type: 'ExecutionSucceeded', id: 4, previousEventId: 3, executionSucceededEventDetails: { outputDetails: truncated } },
  ]);
  expect(page.nextToken).toBeDefined();
});
