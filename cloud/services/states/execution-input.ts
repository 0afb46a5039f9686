import { AwsError } from '../../aws-error.ts';
import { jsonError } from './asl/validate/json-error.ts';
import { MOST_DATA } from './run/tasks.ts';

/** An execution's input as it is kept: `{}` when none is given. Throws InvalidExecutionInput. */
export function checkedInput(text = '{}'): string {
  if (text === '') throw invalid('Invalid execution input.');
  if (new TextEncoder().encode(text).length > MOST_DATA) throw invalid(`Input is longer than ${MOST_DATA} bytes.`);
  try {
    JSON.parse(text);
    return text;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw invalid(jsonError(text));
  }
}

function invalid(reason: string): AwsError {
  return new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${reason}'`);
}
