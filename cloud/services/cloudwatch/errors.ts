import { AwsError } from '../../aws-error.ts';

export const invalidValue = (message: string) => new AwsError('InvalidParameterValueException', message);
export const invalidCombination = (message: string) => new AwsError('InvalidParameterCombinationException', message);
export const missing = (message: string) => new AwsError('MissingRequiredParameterException', message);
export const validation = (message: string) => new AwsError('ValidationError', message, { status: 400 });
export const invalidToken = () => new AwsError('InvalidNextToken', 'The specified nextToken is invalid.');
