import { AwsError } from '../../aws-error.ts';

/** `InvalidParameterValue` in SQS's words. */
export function invalidParameter(parameter: string, value: unknown, reason: string): AwsError {
  return new AwsError('InvalidParameterValue', `Value ${String(value)} for parameter ${parameter} is invalid. Reason: ${reason}`);
}

export function missingParameter(parameter: string): AwsError {
  return new AwsError('MissingParameter', `The request must contain the parameter ${parameter}.`);
}

export function queueDoesNotExist(): AwsError {
  return new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
}

/** Throws InvalidParameterValue for a number outside of its range. */
export function checkRange(parameter: string, value: number | undefined, least: number, most: number, reason: string): void {
  if (value !== undefined && !(value >= least && value <= most)) throw invalidParameter(parameter, value, reason);
}
