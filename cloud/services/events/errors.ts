import { AwsError } from '../../aws-error.ts';

export function validation(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

export function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message);
}

export function alreadyExists(message: string): AwsError {
  return new AwsError('ResourceAlreadyExistsException', message);
}

export function limitExceeded(): AwsError {
  return new AwsError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
}

export function invalidToken(): AwsError {
  return validation('Parameter NextToken is not valid.');
}

/** Throws where a list holds more than the API's model lets it. */
export function atMost(member: string, items: readonly unknown[], most: number): void {
  if (items.length <= most) return;
  throw validation(
    `1 validation error detected: Value '${JSON.stringify(items)}' at '${member}' failed to satisfy constraint: Member must have length less than or equal to ${most}`,
  );
}
