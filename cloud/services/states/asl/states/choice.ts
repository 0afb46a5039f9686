import { isMet } from '../choice-rule.ts';
import { afterInputPath } from '../data-flow.ts';
import type { ChoiceRule } from '../definition.ts';
import { Failure, runtimeFailure } from '../failure.ts';
import type { Frame, Step } from '../frame.ts';
import type { Json } from '../json.ts';
import { evaluate } from '../jsonata.ts';

/** Goes on where the first rule that is met says. Amazon States Language, "Choice State". */
export async function enterChoice(frame: Frame): Promise<Step> {
  const { state, language } = frame;
  const data = language === 'JSONPath' ? afterInputPath(frame) : frame.input;
  for (const [at, rule] of state.Choices!.entries()) {
    if (language === 'JSONPath' ? isMet(rule, data, frame) : await condition(rule, at, frame)) {
      return { do: 'leave', result: data, next: String(rule.Next), rule: rule as { Output?: Json } };
    }
  }
  if (state.Default !== undefined) return { do: 'leave', result: data, next: state.Default };
  throw runtimeFailure('Failed to transition out of the state. The state does not point to a next state.');
}

async function condition(rule: ChoiceRule, at: number, frame: Frame): Promise<boolean> {
  const field = `Choices[${at}]/Condition`;
  const value = await evaluate(rule.Condition!, field, frame);
  if (typeof value === 'boolean') return value;
  throw new Failure(
    'States.QueryEvaluationError',
    `The JSONata expression '${String(rule.Condition)}' specified for the field '${field}' returned an unexpected result type. Expected 'boolean', but was '${typeof value}'.`,
    { location: field },
  );
}
