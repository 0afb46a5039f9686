import { afterEach, beforeAll, expect, test } from 'vitest';
import { Bench, machine } from './states.test-fixture.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.start();
});
afterEach(() => bench.noFaults());

const order = {
  id: 'o-1',
  customer: { name: 'Lan' },
  lines: [
    { sku: 'a', price: 3 },
    { sku: 'b', price: 5 },
  ],
};

test('InputPath, Parameters, ResultPath and OutputPath shape what a state hands on', async () => {
  const definition = machine({
    Shape: {
      Type: 'Pass',
      InputPath: '$.customer',
      Parameters: { 'greeting.$': "States.Format('Xin chào {}', $.name)", 'run.$': '$$.Execution.Name', fixed: { deep: ['$.name', 1] } },
      ResultPath: '$.mail.body',
      OutputPath: '$.mail',
      End: true,
    },
  });
  const { output } = await bench.run(definition, order);
  expect(output).toEqual({
    body: { greeting: 'Xin chào Lan', run: expect.stringMatching(/^[0-9a-f-]{36}$/), fixed: { deep: ['$.name', 1] } },
  });
});

test('ResultPath null drops the result, and a path that finds nothing ends the execution', async () => {
  expect(await bench.run(machine({ P: { Type: 'Pass', Result: 1, ResultPath: null, End: true } }), order)).toEqual({
    status: 'SUCCEEDED',
    output: order,
  });
  const missing = machine({ P: { Type: 'Pass', Parameters: { 'a.$': '$.nothing' }, End: true } });
  expect(await bench.run(missing, { b: 1 })).toEqual({
    status: 'FAILED',
    error: 'States.Runtime',
    cause:
      "An error occurred while executing the state 'P' (entered at the event id #2). The JSONPath '$.nothing' specified for the field 'a.$' could not be found in the input '{\"b\":1}'",
  });
});

test('variables that Assign sets are seen by later states and by branches, and what branches assign stays there', async () => {
  const definition = machine({
    Remember: { Type: 'Pass', Assign: { 'who.$': '$.customer.name', count: 1 }, Next: 'Both' },
    Both: {
      Type: 'Parallel',
      Branches: [
        machine({
          Inner: { Type: 'Pass', Assign: { count: 7 }, Next: 'Use' },
          Use: { Type: 'Pass', Parameters: { 'n.$': '$count', 'who.$': '$who' }, End: true },
        }),
      ],
      ResultPath: '$.branches',
      Next: 'Last',
    },
    Last: { Type: 'Pass', Parameters: { 'count.$': '$count', 'inner.$': '$.branches[0]' }, End: true },
  });
  const arn = await bench.start(definition, order);
  expect(await bench.ended(arn)).toEqual({ status: 'SUCCEEDED', output: { count: 1, inner: { n: 7, who: 'Lan' } } });
  const [, , exited] = await bench.events(arn);
  expect(exited!.stateExitedEventDetails).toMatchObject({
    assignedVariables: { who: '"Lan"', count: '1' },
    assignedVariablesDetails: { truncated: false },
  });
});

test('JSONata: Arguments, Output, Assign and Condition', async () => {
  const definition = machine(
    {
      Sum: {
        Type: 'Pass',
        Assign: { total: '{% $sum($states.input.lines.price) %}' },
        Output: { id: '{% $states.input.id %}', machine: '{% $states.context.StateMachine.Name %}' },
        Next: 'Big',
      },
      Big: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $total > 7 %}', Next: 'Tell', Output: { big: true, was: '{% $states.input.id %}' } }],
        Default: 'Stop',
      },
      Tell: {
        Type: 'Succeed',
        Output: {
          total: '{% $total %}',
          big: '{% $states.input.big %}',
          range: '{% $range(1, 3, 1) %}',
          hash: "{% $hash('a', 'SHA-1') %}",
        },
      },
      Stop: { Type: 'Fail', Error: '{% "No" & "thing" %}' },
    },
    { QueryLanguage: 'JSONata' },
  );
  expect(await bench.run(definition, order)).toEqual({
    status: 'SUCCEEDED',
    output: { total: 8, big: true, range: [1, 2, 3], hash: '86f7e437faa5a7fce15d1ddcb9eaeaea377667b8' },
  });
  expect(await bench.run(definition, { id: 'x', lines: [{ price: 1 }] })).toEqual({ status: 'FAILED', error: 'Nothing' });
});

test('a JSONata expression that gives nothing fails with where it stands', async () => {
  const arn = await bench.start(machine({ P: { Type: 'Pass', QueryLanguage: 'JSONata', Output: { a: '{% $nothing %}' }, End: true } }));
  const cause =
    "An error occurred while executing the state 'P' (entered at the event id #2). The JSONata expression '$nothing' specified for the field 'Output/a' returned nothing (undefined).";
  expect(await bench.ended(arn)).toEqual({ status: 'FAILED', error: 'States.QueryEvaluationError', cause });
  expect((await bench.events(arn))[2]).toMatchObject({
    type: 'EvaluationFailed',
    evaluationFailedEventDetails: { state: 'P', location: 'Output/a', cause },
  });
});

test('a Map runs its processor per item, in order and with as many at once as it may', async () => {
  const definition = machine({
    Each: {
      Type: 'Map',
      ItemsPath: '$.lines',
      MaxConcurrency: 1,
      ItemSelector: { 'sku.$': '$$.Map.Item.Value.sku', 'at.$': '$$.Map.Item.Index', 'order.$': '$.id' },
      ItemProcessor: {
        ProcessorConfig: { Mode: 'INLINE' },
        ...machine({ One: { Type: 'Pass', Parameters: { 'all.$': '$', 'index.$': '$$.Map.Item.Index' }, End: true } }),
      },
      ResultSelector: { 'skus.$': '$[*].all.sku', 'last.$': '$[1]' },
      End: true,
    },
  });
  const arn = await bench.start(definition, order);
  expect(await bench.ended(arn)).toEqual({
    status: 'SUCCEEDED',
    output: { skus: ['a', 'b'], last: { all: { sku: 'b', at: 1, order: 'o-1' }, index: 1 } },
  });
  expect(await bench.types(arn)).toEqual([
    'ExecutionStarted 0',
    'MapStateEntered 0',
    'MapStateStarted 2',
    'MapIterationStarted 3',
    'PassStateEntered 4',
    'PassStateExited 5',
    'MapIterationSucceeded 6',
    'MapIterationStarted 7',
    'PassStateEntered 8',
    'PassStateExited 9',
    'MapIterationSucceeded 10',
    'MapStateSucceeded 11',
    'MapStateExited 12',
    'ExecutionSucceeded 13',
  ]);
  const empty = machine({ Each: { Type: 'Map', ItemProcessor: machine({ One: { Type: 'Pass', End: true } }), End: true } });
  expect(await bench.run(empty, [])).toEqual({ status: 'SUCCEEDED', output: [] });
  expect(await bench.run(empty, {})).toMatchObject({
    error: 'States.Runtime',
    cause: expect.stringContaining('Reference path "$" must point to array.'),
  });
});

test('a Parallel state gives its branches one input and their outputs in order', async () => {
  const branch = (name: string) =>
    machine({ [name]: { Type: 'Pass', Parameters: { 'who.$': '$.customer.name', branch: name }, End: true } });
  const definition = machine({ Both: { Type: 'Parallel', Branches: [branch('A'), branch('B')], End: true } });
  const arn = await bench.start(definition, order);
  expect((await bench.ended(arn)).output).toEqual([
    { who: 'Lan', branch: 'A' },
    { who: 'Lan', branch: 'B' },
  ]);
  const types = await bench.types(arn);
  expect(types.slice(0, 3)).toEqual(['ExecutionStarted 0', 'ParallelStateEntered 0', 'ParallelStateStarted 2']);
  expect(types.filter((type) => type === 'PassStateEntered 3')).toHaveLength(2);
});

const choice = (rule: object) =>
  machine({
    C: { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], Default: 'No' },
    Yes: { Type: 'Pass', Result: 'yes', End: true },
    No: { Type: 'Pass', Result: 'no', End: true },
  });
test.each([
  [{ Variable: '$.n', NumericGreaterThanEquals: 5 }, 'yes'],
  [{ Variable: '$.n', NumericLessThanPath: '$.zero' }, 'no'],
  [{ Variable: '$.s', StringMatches: 'log-*.txt' }, 'yes'],
  [{ Variable: '$.s', StringMatches: 'log-\\*.txt' }, 'no'],
  [{ Variable: '$.s', NumericEquals: 5 }, 'no'],
  [{ Variable: '$.t', TimestampLessThan: '2026-01-01T00:00:00+07:00' }, 'no'],
  [{ Variable: '$.none', IsPresent: false }, 'yes'],
  [{ Variable: '$.null', IsNull: true }, 'yes'],
  [{ Variable: '$.s', IsTimestamp: true }, 'no'],
  [{ And: [{ Variable: '$.n', IsNumeric: true }, { Not: { Variable: '$.b', BooleanEquals: true } }] }, 'no'],
  [
    {
      Or: [
        { Variable: '$.n', NumericEquals: 1 },
        { Variable: '$.b', BooleanEquals: true },
      ],
    },
    'yes',
  ],
])('Choice: %j is %s', async (rule, expected) => {
  const input = { n: 5, zero: 0, s: 'log-7.txt', t: '2025-12-31T18:00:00Z', b: true, null: null };
  expect((await bench.run(choice(rule), input)).output).toBe(expected);
});

test('a Choice that matches nothing, or asks for what is not there, ends the execution', async () => {
  const none = machine({ C: { Type: 'Choice', Choices: [{ Variable: '$.n', NumericEquals: 1, Next: 'S' }] }, S: { Type: 'Succeed' } });
  expect(await bench.run(none, { n: 2 })).toMatchObject({
    status: 'FAILED',
    error: 'States.Runtime',
    cause:
      "An error occurred while executing the state 'C' (entered at the event id #2). Failed to transition out of the state. The state does not point to a next state.",
  });
  expect(await bench.run(none, {})).toMatchObject({
    error: 'States.Runtime',
    cause:
      "An error occurred while executing the state 'C' (entered at the event id #2). Invalid path '$.n': The choice state's condition path references an invalid value.",
  });
});
