import { afterInputPath, numberField } from '../data-flow.ts';
import { runtimeFailure } from '../failure.ts';
import type { Frame, Step } from '../frame.ts';
import type { Json } from '../json.ts';
import { evaluate, expressionIn } from '../jsonata.ts';
import { resolvePath } from '../resolve-path.ts';
import { momentOf } from '../timestamp.ts';

/** Waits for a time or until one. Amazon States Language, "Wait State". */
export async function enterWait(frame: Frame): Promise<Step> {
  const seconds = await numberField(frame, 'Seconds');
  return { do: 'wait', until: seconds === undefined ? await timestamp(frame) : frame.now + 1000 * seconds };
}

async function timestamp(frame: Frame): Promise<number> {
  const { Timestamp: given, TimestampPath: path } = frame.state;
  let value: Json | undefined = given;
  if (path !== undefined) {
    const found = resolvePath(path, afterInputPath(frame), frame);
    if (!found) throw runtimeFailure(`The TimestampPath parameter does not reference an input value: ${path}`);
    value = found.found;
  } else if (frame.language === 'JSONata' && expressionIn(given) !== undefined) value = await evaluate(given!, 'Timestamp', frame);
  const moment = typeof value === 'string' ? momentOf(value) : undefined;
  if (moment !== undefined) return moment;
  throw runtimeFailure(
    `The ${path === undefined ? 'Timestamp' : 'TimestampPath'} parameter is not a valid timestamp: ${path === undefined ? '' : `${path} == `}${JSON.stringify(value)}`,
  );
}

/** What a Wait state gives when its time has come. */
export function afterWait(frame: Frame): Json {
  return frame.language === 'JSONPath' ? afterInputPath(frame) : frame.input;
}
