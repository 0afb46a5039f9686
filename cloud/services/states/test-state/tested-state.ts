import { AwsError } from '../../../aws-error.ts';
import { type Definition, languageOf, type QueryLanguage, type State } from '../asl/definition.ts';
import { isObject, type Json, type JsonObject } from '../asl/json.ts';
import { jsonError } from '../asl/validate/json-error.ts';
import { checkDefinition } from '../definitions.ts';
import type { StatesCall } from '../local.ts';

export interface Tested {
  name: string;
  state: State;
  language: QueryLanguage;
}

/** The name of a state that is given without its machine. */
const ALONE = 'State';

/** The state that is to be tested: the whole definition, or one of its states by name. Throws InvalidDefinition, ValidationException. */
export function testedState(call: StatesCall, text: string, name: string | undefined): Tested {
  const given = parsed(text);
  if (name === undefined) return alone(call, given);
  checkDefinition(call, 'TestState', text, 'STANDARD');
  const machine = given as unknown as Definition;
  const state = find(given, name);
  if (!state) throw new AwsError('ValidationException', `State '${name}' not found in the state machine definition.`);
  return { name, state, language: languageOf(machine, state) };
}

/** A state by itself: what it leads to is made up, so that it can be checked like any other. */
function alone(call: StatesCall, state: JsonObject): Tested {
  const targets = new Set<string>();
  collectTargets(state, targets);
  const others = Object.fromEntries([...targets].map((target) => [target, { Type: 'Succeed' }]));
  checkDefinition(call, 'TestState', JSON.stringify({ StartAt: ALONE, States: { ...others, [ALONE]: state } }), 'STANDARD');
  const known = state as unknown as State;
  return { name: ALONE, state: known, language: known.QueryLanguage ?? 'JSONPath' };
}

function collectTargets({ Next, Default, Catch, Choices }: JsonObject, targets: Set<string>): void {
  for (const target of [Next, Default]) if (typeof target === 'string') targets.add(target);
  for (const list of [Catch, Choices])
    for (const item of Array.isArray(list) ? list : []) if (isObject(item) && typeof item.Next === 'string') targets.add(item.Next);
}

function parsed(text: string): JsonObject {
  try {
    const value = JSON.parse(text) as Json;
    if (isObject(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new AwsError('InvalidDefinition', `Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: ${jsonError(text)}'`);
  }
  throw new AwsError(
    'InvalidDefinition',
    "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object'",
  );
}

/** A state by its name, at any depth. */
function find(value: Json, name: string): State | undefined {
  if (Array.isArray(value)) return value.map((item) => find(item, name)).find((found) => found !== undefined);
  if (!isObject(value)) return undefined;
  if (isObject(value.States) && Object.hasOwn(value.States, name)) return value.States[name] as unknown as State;
  return Object.values(value)
    .map((item) => find(item, name))
    .find((found) => found !== undefined);
}
