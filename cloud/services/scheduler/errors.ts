import { AwsError } from '../../aws-error.ts';

export function validation(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

export function notFound(what: 'Schedule' | 'Schedule group', name: string): AwsError {
  return new AwsError('ResourceNotFoundException', `${what} ${name} does not exist.`);
}

export function conflict(what: 'Schedule' | 'Schedule group', name: string): AwsError {
  return new AwsError('ConflictException', `${what} ${name} already exists.`);
}
