import { effectiveInput } from '../data-flow.ts';
import type { Frame, Step } from '../frame.ts';

/** Hands its input on, or `Result`. Amazon States Language, "Pass State". */
export async function enterPass(frame: Frame): Promise<Step> {
  const input = await effectiveInput(frame);
  return { do: 'leave', result: frame.language === 'JSONPath' ? (frame.state.Result ?? input) : frame.input };
}
