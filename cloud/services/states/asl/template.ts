import { Failure, runtimeFailure } from './failure.ts';
import type { Frame } from './frame.ts';
import { type Argument, type IntrinsicCall, parseIntrinsic } from './intrinsic-parser.ts';
import { INTRINSICS, IntrinsicError } from './intrinsics.ts';
import { isObject, type Json } from './json.ts';
import { resolvePath } from './resolve-path.ts';

type Scope = Pick<Frame, 'variables' | 'context' | 'random'>;

/** Fills a payload template: members whose names end with `.$` are paths or intrinsic functions. Throws Failure. */
export async function fillTemplate(template: Json, data: Json, scope: Scope): Promise<Json> {
  if (Array.isArray(template)) return Promise.all(template.map((item) => fillTemplate(item, data, scope)));
  if (!isObject(template)) return template;
  const filled: Record<string, Json> = {};
  for (const [name, value] of Object.entries(template)) {
    if (name.endsWith('.$')) filled[name.slice(0, -2)] = await expression(String(value), name, data, scope);
    else filled[name] = isObject(value) || Array.isArray(value) ? await fillTemplate(value, data, scope) : value;
  }
  return filled;
}

async function expression(text: string, field: string, data: Json, scope: Scope): Promise<Json> {
  if (!text.startsWith('$')) return runIntrinsic(parseIntrinsic(text), text, data, scope);
  const value = resolvePath(text, data, scope);
  if (value) return value.found;
  throw missing(text, `specified for the field '${field}'`, data, scope);
}

function missing(path: string, where: string, data: Json, { context }: Scope): Failure {
  const variable = /^\$([A-Za-z_]\w*)/.exec(path)?.[1];
  if (variable !== undefined) {
    return runtimeFailure(`The JSONPath '${path}' ${where} could not be found: the variable '$${variable}' has not been assigned`);
  }
  const within = path.startsWith('$$') ? context : data;
  return runtimeFailure(`The JSONPath '${path}' ${where} could not be found in the input '${JSON.stringify(within)}'`);
}

/** An intrinsic function's answer. Throws Failure: States.IntrinsicFailure, States.Runtime. */
export async function runIntrinsic(call: IntrinsicCall, text: string, data: Json, scope: Scope): Promise<Json> {
  const intrinsic = INTRINSICS[call.name]!;
  const args: Json[] = [];
  for (const argument of call.args) args.push(await argumentValue(argument, text, data, scope));
  try {
    return await intrinsic.run(args, scope.random);
  } catch (error) {
    if (!(error instanceof IntrinsicError)) throw error;
    throw new Failure('States.IntrinsicFailure', `The function '${text}' had the following error: ${error.message}`);
  }
}

async function argumentValue(argument: Argument, text: string, data: Json, scope: Scope): Promise<Json> {
  if (argument.kind === 'value') return argument.value;
  if (argument.kind === 'call') return runIntrinsic(argument.call, text, data, scope);
  const value = resolvePath(argument.path, data, scope);
  if (value) return value.found;
  const within = argument.path.startsWith('$$') ? scope.context : data;
  throw runtimeFailure(
    `The function '${text}' had the following error: The JsonPath argument for the field '${argument.path}' could not be found in the input '${JSON.stringify(within)}'`,
  );
}
