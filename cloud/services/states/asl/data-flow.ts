import { Failure, runtimeFailure } from './failure.ts';
import type { Frame } from './frame.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { parsePath, writePath } from './json-path.ts';
import { evaluate } from './jsonata.ts';
import { checkPath, resolvePath } from './resolve-path.ts';
import { fillTemplate } from './template.ts';

/** What a path field selects of a state's data; null means nothing at all. Throws Failure (States.Runtime). */
function selected(path: string | null | undefined, data: Json, frame: Frame): Json {
  if (path === undefined || path === '$') return data;
  if (path === null) return {};
  const value = resolvePath(path, data, frame);
  if (value) return value.found;
  throw runtimeFailure(`Invalid path '${path}' : ${noResults(path)}`);
}

function noResults(path: string): string {
  checkPath(path);
  const spelled = path.replace(/\.([^.[\]]+)/g, "['$1']");
  return `No results for path: ${spelled}`;
}

/** The data after InputPath. */
export function afterInputPath(frame: Frame): Json {
  return selected(frame.state.InputPath, frame.input, frame);
}

/** What a state works with: after InputPath and Parameters, or Arguments. */
export async function effectiveInput(frame: Frame): Promise<Json> {
  if (frame.language === 'JSONata') {
    return frame.state.Arguments === undefined ? frame.input : evaluate(frame.state.Arguments, 'Arguments', frame);
  }
  const data = afterInputPath(frame);
  return frame.state.Parameters === undefined ? data : fillTemplate(frame.state.Parameters, data, frame);
}

/** A field that is a number or, by JSONata or a `...Path` twin, gives one. */
export async function numberField(
  frame: Frame,
  name: 'TimeoutSeconds' | 'HeartbeatSeconds' | 'MaxConcurrency' | 'Seconds',
): Promise<number | undefined> {
  const { state } = frame;
  const path = (state as unknown as Record<string, unknown>)[`${name}Path`];
  if (typeof path === 'string') {
    const value = resolvePath(path, afterInputPath(frame), frame);
    if (!value) throw runtimeFailure(`The ${name}Path parameter does not reference an input value: ${path}`);
    return checkedNumber(value.found, `${name}Path`, path);
  }
  const given = state[name];
  if (typeof given !== 'string') return given;
  const value = await evaluate(given, name, frame);
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw new Failure(
    'States.QueryEvaluationError',
    `The JSONata expression '${given}' specified for the field '${name}' returned an unexpected result type. Expected 'integer', but was '${typeof value}'.`,
    { location: name },
  );
}

function checkedNumber(value: Json, field: string, path: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw runtimeFailure(`The ${field} parameter cannot be parsed as a long value: ${path} == ${JSON.stringify(value)}`);
}

/** What the next state gets, and the variables that were assigned. */
export interface Left {
  output: Json;
  assigned: JsonObject | undefined;
}

/** A state's output from its result. `own` states Choice rule or catcher fields that stand in for the state's. Throws Failure. */
export async function leave(frame: Frame, result: Json, rule?: { Assign?: JsonObject; Output?: Json }): Promise<Left> {
  const { state } = frame;
  const assign = rule?.Assign ?? (rule ? undefined : state.Assign);
  if (frame.language === 'JSONata') {
    const results = HAS_RESULT.has(state.Type) ? { result } : {};
    const output = rule?.Output ?? state.Output;
    return {
      assigned: assign && asObject(await evaluate(assign, 'Assign', frame, results)),
      output: output === undefined ? result : await evaluate(output, 'Output', frame, results),
    };
  }
  const chosen = state.ResultSelector === undefined ? result : await fillTemplate(state.ResultSelector, result, frame);
  const assigned = assign && asObject(await fillTemplate(assign, chosen, frame));
  const merged = HAS_RESULT.has(state.Type) || state.Type === 'Pass' ? placed(state.ResultPath, frame.input, chosen) : chosen;
  return { assigned, output: selected(state.OutputPath, merged, frame) };
}

/** Types whose result is not just their input. */
const HAS_RESULT: ReadonlySet<string> = new Set(['Task', 'Parallel', 'Map']);

/** What an error that was caught hands on. */
export async function leaveCaught(
  frame: Frame,
  error: JsonObject,
  catcher: { ResultPath?: string | null; Output?: Json; Assign?: JsonObject },
): Promise<Left> {
  const { Assign: assign, Output: output } = catcher;
  if (frame.language === 'JSONata') {
    return {
      assigned: assign && asObject(await evaluate(assign, 'Assign', frame, { errorOutput: error })),
      output: output === undefined ? error : await evaluate(output, 'Output', frame, { errorOutput: error }),
    };
  }
  return { assigned: assign && asObject(await fillTemplate(assign, error, frame)), output: placed(catcher.ResultPath, frame.input, error) };
}

/** ResultPath: the result in place of the input, dropped, or put into it. */
function placed(path: string | null | undefined, input: Json, result: Json): Json {
  if (path === undefined || path === '$') return result;
  if (path === null) return input;
  const put = writePath(parsePath(path), input, result);
  if (put) return put.written;
  throw new Failure('States.ResultPathMatchFailure', `Unable to apply ReferencePath ${path} to input ${JSON.stringify(input)}`);
}

function asObject(value: Json): JsonObject {
  if (!isObject(value)) throw runtimeFailure('Assign must give an object.');
  return value;
}
