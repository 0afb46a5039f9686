import type * as sdk from '@aws-sdk/client-sfn';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { Failure } from './asl/failure.ts';
import type { Json } from './asl/json.ts';
import { jsonError } from './asl/validate/json-error.ts';
import { invalidToken } from './errors.ts';
import { backgroundCall, type Local, type StatesCall } from './local.ts';
import { armLimits, fail, succeed, taskOf } from './run/tasks.ts';
import type { StatesState } from './state.ts';

type Op<Input, Output> = Operation<StatesState, Input, Output, Local>;

/** The task behind a token. Throws InvalidToken, TaskTimedOut. */
function awaited(call: StatesCall, token: string) {
  if (!token.startsWith('AQCEAAAAKgAAAAMAAAAAAAAA')) throw invalidToken();
  const found = taskOf(call, token);
  if (!found) throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
  return found;
}

export const SendTaskSuccess: Op<sdk.SendTaskSuccessInput, sdk.SendTaskSuccessOutput> = async (input, call) => {
  const { execution, thread } = awaited(call, input.taskToken!);
  await succeed(backgroundCall(call), execution, thread, outputOf(input.output!));
  return {};
};

function outputOf(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new AwsError('InvalidOutput', `Invalid Output: '${jsonError(text)}'`);
  }
}

export const SendTaskFailure: Op<sdk.SendTaskFailureInput, sdk.SendTaskFailureOutput> = async (input, call) => {
  const { execution, thread } = awaited(call, input.taskToken!);
  // Reason: a worker's word is its own, whatever it says; a fault of the definition it is not.
  await fail(backgroundCall(call), execution, thread, new Failure(input.error ?? undefined, input.cause ?? undefined));
  return {};
};

export const SendTaskHeartbeat: Op<sdk.SendTaskHeartbeatInput, sdk.SendTaskHeartbeatOutput> = (input, call) => {
  const { execution, thread, task } = awaited(call, input.taskToken!);
  if (task.heartbeatSeconds !== undefined) task.heartbeatAt = call.clock.now() + 1000 * task.heartbeatSeconds;
  armLimits(backgroundCall(call), execution, thread, task);
  return {};
};
