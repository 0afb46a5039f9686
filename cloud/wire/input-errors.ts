import { AwsError } from '../aws-error.ts';
import type { Match } from './route.ts';

/** Services whose own code for an invalid input differs from ValidationException. */
const VALIDATION_CODES: Record<string, string> = {
  cloudfront: 'MalformedXML',
  ecr: 'InvalidParameterException',
  logs: 'InvalidParameterException',
};

/** DynamoDB's operations on tables have words of their own for a request that names no table. */
const ON_TABLES = new Set(['CreateTable', 'DeleteTable', 'DescribeTable', 'DescribeTimeToLive', 'UpdateTable', 'UpdateTimeToLive']);

const MALFORMED_XML = 'The XML you provided was not well-formed or did not validate against our published schema';

/** A request that cannot be read. */
export function malformed({ model, protocol }: Match, cause: unknown): AwsError {
  if (cause instanceof URIError && protocol === 'restXml') {
    return new AwsError('InvalidURI', "Couldn't parse the specified URI.", { status: 400, cause });
  }
  const detail = cause instanceof Error ? cause.message : String(cause);
  if (protocol === 'restXml') return new AwsError('MalformedXML', MALFORMED_XML, { status: 400, cause });
  if (protocol === 'ec2Query') return new AwsError('InvalidParameterValue', detail, { status: 400, cause });
  if (protocol === 'awsQuery') return new AwsError('MalformedInput', detail, { status: 400, cause });
  if (protocol === 'restJson1' && model.errors.has('InvalidRequestContentException')) {
    return new AwsError('InvalidRequestContentException', `Could not parse request body into json: ${detail}`, { cause });
  }
  return new AwsError('SerializationException', detail, { status: 400, cause });
}

/** A header or query parameter that holds no value of its type. */
export function badParameter(match: Match, name: string, value: string, cause: unknown): AwsError {
  if (match.protocol !== 'restXml') return malformed(match, cause);
  const members = { ArgumentName: name, ArgumentValue: value };
  return new AwsError('InvalidArgument', `Provided ${name} not of the expected type or within its range`, { status: 400, members, cause });
}

/** A request without what it must have. `paths` read like `tags.1.member.key`. */
export function missing({ model, operation, protocol }: Match, paths: readonly string[]): AwsError {
  if (protocol === 'ec2Query') {
    const name = paths[0]!.charAt(0).toUpperCase() + paths[0]!.slice(1);
    return new AwsError('MissingParameter', `The request must contain the parameter ${name}`, { status: 400 });
  }
  if (protocol === 'restXml' && model.signingName === 's3') {
    const absent = [...operation.input.structIterator()].find(([name]) => name.toLowerCase() === paths[0]!.toLowerCase())?.[1];
    const { httpPayload, httpHeader } = absent?.getMergedTraits() ?? {};
    if (httpPayload) return new AwsError('MissingRequestBodyError', 'Request Body is empty', { status: 400 });
    if (httpHeader)
      return new AwsError('MissingSecurityHeader', `Your request was missing a required header: ${httpHeader}`, { status: 400 });
    return new AwsError('MalformedXML', MALFORMED_XML, { status: 400 });
  }
  if (model.signingName === 'dynamodb' && paths.includes('tableName') && ON_TABLES.has(operation.name)) {
    return new AwsError('ValidationException', "The parameter 'TableName' is required but was not present in the request");
  }
  const found = paths.map((path) => `Value null at '${path}' failed to satisfy constraint: Member must not be null`).join('; ');
  const message = `${paths.length} validation error${paths.length === 1 ? '' : 's'} detected: ${found}`;
  const code = protocol === 'awsQuery' ? 'ValidationError' : (VALIDATION_CODES[model.signingName] ?? 'ValidationException');
  return new AwsError(code, message, { status: 400 });
}
