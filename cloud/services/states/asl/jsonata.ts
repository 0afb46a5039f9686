import jsonata from 'jsonata';
import { type Random, seededRandom } from '../../../random.ts';
import { Failure } from './failure.ts';
import type { Frame } from './frame.ts';
import { hash } from './intrinsics.ts';
import { isObject, type Json } from './json.ts';

export const QUERY_ERROR = 'States.QueryEvaluationError';

/** `{% ... %}` -> what stands inside; undefined where a text is just that. */
export function expressionIn(value: unknown): string | undefined {
  return typeof value === 'string' ? /^\{%(.*)%\}$/s.exec(value)?.[1]?.trim() : undefined;
}

/** Why an expression cannot be read; undefined where it can. */
export function syntaxError(expression: string): string | undefined {
  try {
    jsonata(expression);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/** `$states` beyond the state's input and context: what exists at the moment. */
export interface Results {
  result?: Json;
  errorOutput?: Json;
}

/** Fills a value whose texts may be expressions; `field` names it in errors. Throws Failure (States.QueryEvaluationError). */
export async function evaluate(value: Json, field: string, frame: Frame, results: Results = {}): Promise<Json> {
  if (Array.isArray(value)) {
    const items: Json[] = [];
    for (const [at, item] of value.entries()) items.push(await evaluate(item, `${field}[${at}]`, frame, results));
    return items;
  }
  if (isObject(value)) {
    const filled: Record<string, Json> = {};
    for (const [name, inner] of Object.entries(value)) filled[name] = await evaluate(inner, `${field}/${name}`, frame, results);
    return filled;
  }
  const expression = expressionIn(value);
  return expression === undefined ? value : run(expression, field, frame, results);
}

async function run(text: string, field: string, frame: Frame, results: Results): Promise<Json> {
  const states = { input: frame.input, context: frame.context, ...results };
  let answer: unknown;
  try {
    const expression = jsonata(text);
    register(expression, frame);
    answer = await expression.evaluate(undefined, { ...frame.variables, states });
  } catch (error) {
    throw failure(
      `The JSONata expression '${text}' specified for the field '${field}' threw an error during evaluation. ${messageOf(error)}`,
      field,
    );
  }
  if (answer === undefined)
    throw failure(`The JSONata expression '${text}' specified for the field '${field}' returned nothing (undefined).`, field);
  if (typeof answer === 'function' || (isObject(answer) && '_jsonata_function' in answer))
    throw failure(`The JSONata expression '${text}' specified for the field '${field}' returned an unsupported result type.`, field);
  // Reason: JSONata's sequences are arrays with members of their own.
  return JSON.parse(JSON.stringify(answer)) as Json;
}

function failure(cause: string, location: string): Failure {
  return new Failure(QUERY_ERROR, cause, { location });
}

/** What Step Functions adds to JSONata and what it takes away. Developer Guide, "JSONata functions provided by Step Functions". */
function register(expression: jsonata.Expression, { random, now }: Frame): void {
  const functions: Record<string, (...args: never[]) => unknown> = {
    partition: (list: Json[], size: number) =>
      Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size)),
    range: (from: number, to: number, by = 1) =>
      Array.from({ length: Math.max(0, Math.floor((to - from) / by) + 1) }, (_, at) => from + at * by),
    hash: (value: Json, algorithm: string) => hash(value, algorithm),
    random: (seed?: number) => fraction(seed === undefined ? random : seededRandom(seed)),
    uuid: () => random.uuid(),
    parse: (text: string) => JSON.parse(text) as Json,
    now: () => new Date(now).toISOString(),
    millis: () => now,
    eval: () => {
      throw new Error('The function $eval is not supported in Step Functions: use $parse');
    },
  };
  for (const [name, implementation] of Object.entries(functions))
    expression.registerFunction(name, implementation as (...args: unknown[]) => unknown);
}

const fraction = (random: Random) => random.next();

/** JSONata throws objects with a code. */
function messageOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('message' in error)) throw error;
  return 'code' in error ? `${String(error.code)}: ${String(error.message)}` : String(error.message);
}
