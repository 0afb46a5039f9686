import type * as sdk from '@aws-sdk/client-sfn';
import { afterInputPath, effectiveInput } from '../asl/data-flow.ts';
import { Failure } from '../asl/failure.ts';
import type { Frame } from '../asl/frame.ts';
import type { Json } from '../asl/json.ts';
import { fillTemplate } from '../asl/template.ts';

/** How the data went through a state's fields, as far as it came. Step Functions API Reference, InspectionData. */
export async function inspection(frame: Frame, result: Json | undefined, answer: sdk.TestStateOutput): Promise<sdk.InspectionData> {
  const { state, language } = frame;
  const seen: sdk.InspectionData = { input: JSON.stringify(frame.input), variables: JSON.stringify(frame.variables) };
  try {
    if (language === 'JSONPath') {
      seen.afterInputPath = JSON.stringify(afterInputPath(frame));
      seen.afterParameters = JSON.stringify(await effectiveInput(frame));
    } else if (state.Arguments !== undefined) seen.afterArguments = JSON.stringify(await effectiveInput(frame));
    if (result === undefined) return seen;
    seen.result = JSON.stringify(result);
    if (language === 'JSONata') return seen;
    const chosen = state.ResultSelector === undefined ? result : await fillTemplate(state.ResultSelector, result, frame);
    seen.afterResultSelector = JSON.stringify(chosen);
    if (answer.status === 'SUCCEEDED' && state.OutputPath === undefined) seen.afterResultPath = answer.output;
  } catch (error) {
    // Reason: the answer itself tells of it.
    if (!(error instanceof Failure)) throw error;
  }
  return seen;
}
