import type * as sdk from '@aws-sdk/client-sfn';
import { AwsError, notImplemented, refuseMembers } from '../../../aws-error.ts';
import { oneOf, refuseViolations } from '../../../constraints.ts';
import type { Operation } from '../../../operation.ts';
import { type Left, leave, leaveCaught } from '../asl/data-flow.ts';
import { enter } from '../asl/enter.ts';
import { Failure, matches, RUNTIME } from '../asl/failure.ts';
import type { Frame, Step } from '../asl/frame.ts';
import { isObject, type Json, type JsonObject } from '../asl/json.ts';
import { afterWait } from '../asl/states/wait.ts';
import { checkedInput } from '../execution-input.ts';
import { callService, invokeFunction } from '../integrations/perform.ts';
import { integrationOf } from '../integrations/resource.ts';
import { assumeRole, checkRole } from '../integrations/role.ts';
import type { Local, StatesCall } from '../local.ts';
import type { StatesState } from '../state.ts';
import { inspection } from './inspection.ts';
import { type Tested, testedState } from './tested-state.ts';

/** Runs one state by itself and says what came of it. Step Functions API Reference, TestState. */
export const TestState: Operation<StatesState, sdk.TestStateInput, sdk.TestStateOutput, Local> = async (input, call) => {
  refuseMembers('states TestState', input, ['stateConfiguration', 'revealSecrets']);
  refuseViolations('ValidationException', [oneOf('inspectionLevel', input.inspectionLevel, ['INFO', 'DEBUG', 'TRACE'])]);
  if (input.inspectionLevel === 'TRACE') throw notImplemented('states TestState with the inspection level TRACE');
  if (input.mock?.fieldValidationMode !== undefined) throw notImplemented('states TestState with mock.fieldValidationMode');
  const tested = testedState(call, input.definition!, input.stateName);
  const frame = frameOf(call, tested, input);
  let answer: sdk.TestStateOutput;
  let result: Json | undefined;
  try {
    const step = await enter(frame);
    result = step.do === 'fail' ? undefined : await resultOf(call, frame, step, input);
    answer =
      step.do === 'fail' ? failed(step) : succeeded(tested, step, await leave(frame, result!, step.do === 'leave' ? step.rule : undefined));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    answer = await handled(frame, error);
  }
  return { ...answer, ...(input.inspectionLevel === 'DEBUG' && { inspectionData: await inspection(frame, result, answer) }) };
};

function frameOf(call: StatesCall, { name, state, language }: Tested, input: sdk.TestStateInput): Frame {
  const context = parsed(input.context, 'context');
  return {
    name,
    state,
    language,
    input: JSON.parse(checkedInput(input.input)) as Json,
    variables: parsed(input.variables, 'variables'),
    context,
    random: call.random,
    now: call.clock.now(),
  };
}

function parsed(text: string | undefined, member: string): JsonObject {
  const value = JSON.parse(text === undefined ? '{}' : checkedInput(text)) as Json;
  if (!isObject(value)) throw new AwsError('ValidationException', `${member} must be a JSON object.`);
  return value;
}

/** What the state's work gives: a mock's result, or what is really called answers. */
async function resultOf(
  call: StatesCall,
  frame: Frame,
  step: Exclude<Step, { do: 'fail' }>,
  { mock, roleArn }: sdk.TestStateInput,
): Promise<Json> {
  if (step.do === 'leave') return step.result;
  if (step.do === 'wait') return afterWait(frame);
  if (mock?.errorOutput) throw new Failure(mock.errorOutput.error, mock.errorOutput.cause);
  if (mock?.result !== undefined) return JSON.parse(checkedInput(mock.result)) as Json;
  if (step.do === 'fork')
    throw new AwsError('ValidationException', `State type '${frame.state.Type}' is not supported when a mock is not specified`);
  const integration = integrationOf(step.resource, call.local);
  if (!('kind' in integration) || integration.kind === 'activity' || (integration.kind === 'service' && integration.pattern !== 'request'))
    throw new AwsError('ValidationException', `The resource ${step.resource} is not supported when a mock is not specified`);
  if (roleArn === undefined)
    throw new AwsError('ValidationException', 'RoleArn must be specified when testing a Task state without a mock');
  const source = `arn:aws:states:${call.region}:${call.account}:stateMachine:*`;
  await checkRole(call, roleArn, source);
  const role = await assumeRole(call, roleArn, source);
  if (integration.kind === 'lambda') return invokeFunction(call, role, integration.functionArn, step.parameters);
  return callService(call, role, integration, step.parameters);
}

function succeeded({ state }: Tested, step: Step, { output }: Left): sdk.TestStateOutput {
  const nextState = (step.do === 'leave' ? step.next : undefined) ?? state.Next;
  return { status: 'SUCCEEDED', output: JSON.stringify(output), ...(nextState !== undefined && { nextState }) };
}

const failed = ({ error, cause }: { error?: string | undefined; cause?: string | undefined }): sdk.TestStateOutput => ({
  status: 'FAILED',
  ...(error !== undefined && { error }),
  ...(cause !== undefined && { cause }),
});

/** What Retry and Catch would make of an error. */
async function handled(frame: Frame, failure: Failure): Promise<sdk.TestStateOutput> {
  const { error, cause_: cause } = failure;
  const said = failed({
    error,
    cause: error === RUNTIME ? `An error occurred while executing the state '${frame.name}'. ${cause}` : cause,
  });
  if (frame.state.Retry?.some(({ ErrorEquals, MaxAttempts = 3 }) => MaxAttempts > 0 && matches(ErrorEquals, failure)))
    return { ...said, status: 'RETRIABLE' };
  const catcher = frame.state.Catch?.find(({ ErrorEquals }) => matches(ErrorEquals, failure));
  if (!catcher) return said;
  const { output } = await leaveCaught(frame, { Error: error ?? '', Cause: cause ?? '' }, catcher);
  return { ...said, status: 'CAUGHT_ERROR', output: JSON.stringify(output), nextState: catcher.Next };
}
