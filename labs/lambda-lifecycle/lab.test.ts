import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LabInTest, labInTest } from '../../scripts/lab-in-test.ts';
import { templatesOf } from '../../scripts/lab-template-in-test.ts';
import { reportLine } from './report-line.ts';

const ID = 'lambda-lifecycle';
const templateOf = templatesOf(ID);

test('one source file, deployed with the default timeout and with the memory of a vCPU; stages differ in it alone', async () => {
  const [start, solution] = [await templateOf({ stage: 'start' }), await templateOf()];
  solution.resourceCountIs('AWS::Lambda::Function', 2);
  solution.hasResourceProperties('AWS::Lambda::Function', { MemorySize: 256, Timeout: Match.absent() });
  solution.hasResourceProperties('AWS::Lambda::Function', { MemorySize: 1769, Timeout: 15 });
  const codeLess = (template: Template) => JSON.stringify(template.toJSON()).replaceAll(/"S3Key":"[^"]*"/g, '');
  expect(codeLess(start)).toBe(codeLess(solution));
  expect(JSON.stringify(start.toJSON())).not.toBe(JSON.stringify(solution.toJSON()));
});

test('a REPORT line is read with and without an init phase', () => {
  const cold =
    'START RequestId: x Version: $LATEST\nREPORT RequestId: x\tDuration: 1.25 ms\tBilled Duration: 152 ms\tMemory Size: 256 MB\tMax Memory Used: 70 MB\tInit Duration: 150.10 ms\t\n';
  expect(reportLine(cold)).toMatchObject({ duration: 1.25, billed: 152, memorySize: 256, memoryUsed: 70, init: 150.1, status: undefined });
  const late =
    'REPORT RequestId: x\tDuration: 3000.00 ms\tBilled Duration: 3000 ms\tMemory Size: 256 MB\tMax Memory Used: 70 MB\tStatus: timeout';
  expect(reportLine(late)).toMatchObject({ duration: 3000, init: undefined, status: 'timeout' });
  expect(reportLine('START RequestId: x')).toBeUndefined();
});

describe('deployed', () => {
  let lab: LabInTest;
  beforeAll(async () => {
    lab = await labInTest(ID);
  });
  afterAll(async () => {
    await lab.close();
    expect(lab.faults).toEqual([]);
  });

  test('start pays for the preparation at every invocation; the solution once, and the update touches nothing but the code', async () => {
    const start = await lab.deploy({ stage: 'start' });
    expect(await lab.check(start)).toEqual({
      'cold-then-warm': 'passed',
      'prepared-once': 'failed',
      'one-at-a-time': 'passed',
      'three-seconds': 'passed',
    });
    const lambda = new LambdaClient(lab.clientConfiguration());
    expect((await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: start.outputs.Life }))).Description).toBe('');

    const solution = await lab.deploy();
    expect(solution.outputs).toEqual(start.outputs);
    expect(await lab.updated()).toEqual(['UPDATE_COMPLETE Life', 'UPDATE_COMPLETE LifeLarge']);
    expect(new Set(Object.values(await lab.check(solution)))).toEqual(new Set(['passed']));
  });

  test('nothing is left of it', async () => {
    expect(await lab.remove()).toEqual([]);
  });
});
