import { AwsError } from '../aws-error.ts';

/** CloudFormation's answer to a wrong template, parameter or state. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message, { status: 400 });
}

/** Template features that are not built are refused by name. */
export function uncovered(what: string): AwsError {
  return validationError(`The embedded cloud does not implement ${what}. See the coverage page (/coverage).`);
}
