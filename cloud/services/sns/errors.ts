import { AwsError } from '../../aws-error.ts';

/** `InvalidParameter` in SNS's words. */
export function invalidParameter(text: string, cause?: unknown): AwsError {
  return new AwsError('InvalidParameterException', `Invalid parameter: ${text}`, { cause });
}

export function notFound(what: string): AwsError {
  return new AwsError('NotFoundException', `${what} does not exist`);
}
