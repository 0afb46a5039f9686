import { type Definition, languageOf, type State, statesAt } from '../asl/definition.ts';
import type { Frame } from '../asl/frame.ts';
import type { Json, JsonObject } from '../asl/json.ts';
import { withItem } from '../asl/states/map.ts';
import type { StatesCall } from '../local.ts';
import type { Execution, Thread } from '../state.ts';

const programs = new Map<string, Definition>();
const inputs = new WeakMap<Execution, Json>();
const MOST_CACHED = 200;

/** A definition that was validated when its machine was made, read once. */
export function programOf(definition: string): Definition {
  const known = programs.get(definition);
  if (known) return known;
  const program = JSON.parse(definition) as Definition;
  if (programs.size >= MOST_CACHED) programs.clear();
  programs.set(definition, program);
  return program;
}

/** The state that a thread is in. */
export function stateOf({ definition }: Execution, { place, state }: Thread): State {
  return statesAt(programOf(definition), place).States[state]!;
}

/** What a thread's state is evaluated against. */
export function frameOf(call: StatesCall, execution: Execution, thread: Thread, token?: string): Frame {
  const program = programOf(execution.definition);
  const state = statesAt(program, thread.place).States[thread.state]!;
  return {
    name: thread.state,
    state,
    language: languageOf(program, state),
    input: thread.input,
    variables: thread.variables,
    context: contextOf(execution, thread, token),
    random: call.random,
    now: call.clock.now(),
  };
}

/** The context object. Step Functions Developer Guide, "Accessing execution data from the Context object". */
function contextOf(execution: Execution, thread: Thread, token: string | undefined): JsonObject {
  const { arn, name, roleArn, startedAt, redrives, redrivenAt, machineArn, machineName } = execution;
  let input = inputs.get(execution);
  if (input === undefined) {
    input = JSON.parse(execution.input) as Json;
    inputs.set(execution, input);
  }
  const context: JsonObject = {
    Execution: {
      Id: arn,
      Input: input,
      Name: name,
      RoleArn: roleArn,
      StartTime: new Date(startedAt).toISOString(),
      RedriveCount: redrives,
      ...(redrivenAt !== undefined && { RedriveTime: new Date(redrivenAt).toISOString() }),
    },
    StateMachine: { Id: machineArn, Name: machineName },
    State: {
      Name: thread.state,
      EnteredTime: new Date(thread.enteredAt ?? 0).toISOString(),
      RetryCount: thread.retries.reduce((sum, count) => sum + (count ?? 0), 0),
    },
    ...(token !== undefined && { Task: { Token: token } }),
  };
  return thread.item ? withItem(context, thread.item) : context;
}
