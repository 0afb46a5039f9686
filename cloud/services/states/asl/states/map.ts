import { afterInputPath, numberField } from '../data-flow.ts';
import { runtimeFailure } from '../failure.ts';
import type { Frame, Step } from '../frame.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { evaluate } from '../jsonata.ts';
import { resolvePath } from '../resolve-path.ts';
import { fillTemplate } from '../template.ts';

/** Inline iterations run at the same time. Step Functions Developer Guide, "Using Map state in Inline mode". */
const MOST_AT_ONCE = 40;

/** Runs its processor once per item. Amazon States Language, "Map State". */
export async function enterMap(frame: Frame): Promise<Step> {
  const { state } = frame;
  const data = frame.language === 'JSONPath' ? afterInputPath(frame) : frame.input;
  const items = await itemsOf(frame, data);
  const selector = state.ItemSelector ?? state.Parameters;
  const within = [state.ItemProcessor ? 'ItemProcessor' : 'Iterator'];
  const branches = [];
  for (const [index, value] of items.entries()) {
    const item = { index, value };
    const scope = { ...frame, context: withItem(frame.context, item) };
    let input: Json = value;
    if (selector !== undefined) {
      input = frame.language === 'JSONata' ? await evaluate(selector, 'ItemSelector', scope) : await fillTemplate(selector, data, scope);
    }
    branches.push({ within, input, item });
  }
  const asked = (await numberField(frame, 'MaxConcurrency')) ?? 0;
  return {
    do: 'fork',
    branches,
    concurrency: asked === 0 ? MOST_AT_ONCE : Math.min(asked, MOST_AT_ONCE),
  };
}

async function itemsOf(frame: Frame, data: Json): Promise<Json[]> {
  const { ItemsPath: path, Items: given } = frame.state;
  if (frame.language === 'JSONata') {
    const items = given === undefined ? frame.input : await evaluate(given, 'Items', frame);
    if (Array.isArray(items)) return items;
    // Reason: JSONata gives a single value where a sequence has one item.
    if (given !== undefined && items !== null) return [items];
    throw runtimeFailure(`The field 'Items' must evaluate to an array: ${JSON.stringify(items)}`);
  }
  const found = path === undefined ? { found: data } : resolvePath(path, data, frame);
  if (!found) throw runtimeFailure(`Reference path "${path}" must point to array.`);
  if (!Array.isArray(found.found)) throw runtimeFailure(`Reference path "${path ?? '$'}" must point to array.`);
  return found.found;
}

/** The context object as an iteration sees it. */
export function withItem(context: JsonObject, item: { index: number; value: Json }): JsonObject {
  const map = isObject(context.Map) ? context.Map : {};
  return { ...context, Map: { ...map, Item: { Index: item.index, Value: item.value } } };
}
