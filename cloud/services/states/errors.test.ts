import * as sdk from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Bench, FUNCTION, machine } from './states.test-fixture.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.start();
});
afterEach(() => bench.noFaults());

const seconds = (count: number) => bench.host.clock.advance(count * 1000);

class PaymentDeclined extends Error {
  override name = 'PaymentDeclined';
}

/** A function that fails so many times before it answers. */
async function failing(times: number) {
  const calls: number[] = [];
  await bench.function('pay', () => {
    calls.push(bench.host.clock.now());
    if (calls.length <= times) throw new PaymentDeclined('no money');
    return { paid: true };
  });
  return calls;
}

const pay = (fields: object) => machine({ Pay: { Type: 'Task', Resource: FUNCTION('pay'), End: true, ...fields } });

test('a task that fails is tried again after growing waits, and then succeeds', async () => {
  const calls = await failing(2);
  const arn = await bench.start(pay({ Retry: [{ ErrorEquals: ['PaymentDeclined'], IntervalSeconds: 3, BackoffRate: 2 }] }));
  await bench.seen(arn, 'LambdaFunctionFailed');
  await seconds(3);
  await bench.seen(arn, 'LambdaFunctionFailed', 2);
  await seconds(5);
  expect(calls).toHaveLength(2);
  await seconds(1);
  expect(await bench.ended(arn)).toEqual({ status: 'SUCCEEDED', output: { paid: true } });
  expect(calls.map((at) => (at - calls[0]!) / 1000)).toEqual([0, 3, 9]);
  expect(await bench.types(arn)).toEqual([
    'ExecutionStarted 0',
    'TaskStateEntered 0',
    ...[2, 5, 8].flatMap((id) => [
      `LambdaFunctionScheduled ${id}`,
      `LambdaFunctionStarted ${id + 1}`,
      `LambdaFunction${id === 8 ? 'Succeeded' : 'Failed'} ${id + 2}`,
    ]),
    'TaskStateExited 11',
    'ExecutionSucceeded 12',
  ]);
});

test('when the attempts are used up, the catcher for the error goes on with it', async () => {
  const calls = await failing(9);
  const definition = machine({
    Pay: {
      Type: 'Task',
      Resource: FUNCTION('pay'),
      Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1, MaxDelaySeconds: 5, JitterStrategy: 'FULL' }],
      Catch: [
        { ErrorEquals: ['Other'], Next: 'Never' },
        { ErrorEquals: ['PaymentDeclined'], ResultPath: '$.error', Next: 'Cancel', Assign: { 'why.$': '$.Error' } },
      ],
      Next: 'Never',
    },
    Never: { Type: 'Fail' },
    Cancel: {
      Type: 'Pass',
      Parameters: { 'why.$': '$why', 'order.$': '$.order', 'cause.$': 'States.StringToJson($.error.Cause)' },
      End: true,
    },
  });
  const arn = await bench.start(definition, { order: 1 });
  await bench.seen(arn, 'LambdaFunctionFailed');
  await seconds(1);
  expect(await bench.ended(arn)).toEqual({
    status: 'SUCCEEDED',
    output: { why: 'PaymentDeclined', order: 1, cause: { errorType: 'PaymentDeclined', errorMessage: 'no money', trace: [] } },
  });
  expect(calls).toHaveLength(2);
});

test('a task that takes too long is timed out, which States.TaskFailed does not stand for', async () => {
  await bench.function('slow', () => new Promise(() => {}));
  const task = { Type: 'Task', Resource: FUNCTION('slow'), TimeoutSeconds: 5, End: true };
  const arn = await bench.start(
    machine({ Slow: { ...task, Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'No' }] }, No: { Type: 'Succeed' } }),
  );
  await bench.seen(arn, 'LambdaFunctionStarted');
  await seconds(5);
  expect(await bench.ended(arn)).toEqual({ status: 'FAILED', error: 'States.Timeout' });
  expect((await bench.types(arn)).slice(-2)).toEqual(['LambdaFunctionTimedOut 4', 'ExecutionFailed 5']);
});

test('States.Runtime is caught by nothing', async () => {
  const definition = machine({
    P: {
      Type: 'Parallel',
      Branches: [machine({ Q: { Type: 'Pass', InputPath: '$.x', End: true } })],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'S' }],
      End: true,
    },
    S: { Type: 'Succeed' },
  });
  expect(await bench.run(definition)).toMatchObject({
    status: 'FAILED',
    error: 'States.Runtime',
    cause: expect.stringContaining("Invalid path '$.x' : No results for path: $['x']"),
  });
});

test('a result that is too large is not caught by States.ALL, but by its name', async () => {
  await bench.function('wordy', () => 'x'.repeat(262_145));
  const caughtBy = (name: string) =>
    bench.run(
      machine({
        Wordy: { Type: 'Task', Resource: FUNCTION('wordy'), Catch: [{ ErrorEquals: [name], Next: 'Caught' }], End: true },
        Caught: { Type: 'Pass', Result: 'caught', End: true },
      }),
    );
  expect(await caughtBy('States.ALL')).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  expect(await caughtBy('States.DataLimitExceeded')).toEqual({ status: 'SUCCEEDED', output: 'caught' });
});

test('one branch that fails ends the others and the state', async () => {
  const definition = machine({
    Both: {
      Type: 'Parallel',
      Branches: [machine({ W: { Type: 'Wait', Seconds: 60, End: true } }), machine({ F: { Type: 'Fail', Error: 'Boom', Cause: 'why' } })],
      Catch: [{ ErrorEquals: ['Boom'], Next: 'Done' }],
      End: true,
    },
    Done: { Type: 'Pass', End: true },
  });
  const arn = await bench.start(definition);
  expect(await bench.ended(arn)).toEqual({ status: 'SUCCEEDED', output: { Error: 'Boom', Cause: 'why' } });
  expect((await bench.types(arn)).slice(3, 8)).toEqual([
    'WaitStateEntered 3',
    'FailStateEntered 3',
    'WaitStateAborted 5',
    'ParallelStateFailed 5',
    'ParallelStateExited 7',
  ]);
});

test('a machine that takes too long is timed out as a whole', async () => {
  const arn = await bench.start(machine({ W: { Type: 'Wait', Seconds: 60, End: true } }, { TimeoutSeconds: 10 }));
  await seconds(10);
  expect(await bench.describe(arn)).toMatchObject({ status: 'TIMED_OUT', redriveStatus: 'REDRIVABLE' });
});

test('a redriven execution goes on with the state that failed, and keeps what the branches before have done', async () => {
  const calls = await failing(1);
  let others = 0;
  await bench.function('other', () => ++others);
  const definition = machine({
    Both: {
      Type: 'Parallel',
      Branches: [
        machine({ O: { Type: 'Task', Resource: FUNCTION('other'), End: true } }),
        machine({ W: { Type: 'Wait', Seconds: 1, Next: 'P' }, P: { Type: 'Task', Resource: FUNCTION('pay'), End: true } }),
      ],
      End: true,
    },
  });
  const arn = await bench.start(definition);
  await bench.seen(arn, 'LambdaFunctionSucceeded');
  await seconds(1);
  expect(await bench.ended(arn)).toMatchObject({ status: 'FAILED', error: 'PaymentDeclined' });
  await bench.client.send(new sdk.RedriveExecutionCommand({ executionArn: arn }));
  expect(await bench.ended(arn)).toEqual({ status: 'SUCCEEDED', output: [1, { paid: true }] });
  expect([calls.length, others]).toEqual([2, 1]);
  expect(await bench.describe(arn)).toMatchObject({
    redriveCount: 1,
    redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
  });
});
