import { afterInputPath } from '../data-flow.ts';
import type { Frame, Step } from '../frame.ts';

/** Ends its states with success. Amazon States Language, "Succeed State". */
export async function enterSucceed(frame: Frame): Promise<Step> {
  return { do: 'leave', result: frame.language === 'JSONPath' ? afterInputPath(frame) : frame.input };
}
