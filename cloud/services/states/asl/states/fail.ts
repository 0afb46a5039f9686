import { runtimeFailure } from '../failure.ts';
import type { Frame, Step } from '../frame.ts';
import { parseIntrinsic } from '../intrinsic-parser.ts';
import type { Json } from '../json.ts';
import { evaluate } from '../jsonata.ts';
import { resolvePath } from '../resolve-path.ts';
import { runIntrinsic } from '../template.ts';

/** Ends its states with an error. Amazon States Language, "Fail State". */
export async function enterFail(frame: Frame): Promise<Step> {
  return { do: 'fail', error: await textOf(frame, 'Error'), cause: await textOf(frame, 'Cause') };
}

async function textOf(frame: Frame, field: 'Error' | 'Cause'): Promise<string | undefined> {
  const { state } = frame;
  const path = field === 'Error' ? state.ErrorPath : state.CausePath;
  let value: Json | undefined = state[field];
  if (path !== undefined) value = await byPath(frame, `${field}Path`, path);
  else if (frame.language === 'JSONata' && value !== undefined) value = await evaluate(value, field, frame);
  if (value === undefined || typeof value === 'string') return value;
  throw runtimeFailure(`The ${field} field must be a string: ${JSON.stringify(value)}`);
}

async function byPath(frame: Frame, field: string, path: string): Promise<Json> {
  if (!path.startsWith('$')) return runIntrinsic(parseIntrinsic(path), path, frame.input, frame);
  const value = resolvePath(path, frame.input, frame);
  if (!value) throw runtimeFailure(`The ${field} parameter does not reference an input value: ${path}`);
  return value.found;
}
