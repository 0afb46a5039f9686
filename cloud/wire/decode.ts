import { AwsError } from '../aws-error.ts';
import { collect, inflate } from './body.ts';
import { decodeForm } from './decode-form.ts';
import { decodeRest } from './decode-rest.ts';
import { readDocument } from './document.ts';
import type { HttpRequest } from './http.ts';
import { malformed, missing } from './input-errors.ts';
import { isRest } from './protocol.ts';
import { missingMembers } from './required.ts';
import type { Match } from './route.ts';

/** A request's typed input. Throws AwsError for what is malformed, of the wrong type or incomplete. */
export async function decode(match: Match, request: HttpRequest, form: URLSearchParams | undefined): Promise<unknown> {
  let input: unknown;
  try {
    input = await read(match, request, form);
  } catch (error) {
    // Reason: whatever a codec throws at bytes from outside is the sender's fault, not the cloud's.
    throw error instanceof AwsError ? error : malformed(match, error);
  }
  const shape = match.operation.input;
  const absent = shape.isUnitSchema() ? [] : missingMembers(shape, input);
  if (absent.length > 0) throw missing(match, absent);
  return input;
}

async function read(match: Match, request: HttpRequest, form: URLSearchParams | undefined): Promise<unknown> {
  const { operation, protocol } = match;
  if (protocol === 'awsQuery' || protocol === 'ec2Query')
    return decodeForm(form?.has('Action') ? form : request.query, operation.input, protocol === 'ec2Query');
  if (isRest(protocol)) return decodeRest(match, request);
  const body = inflate(await collect(request.body), request.headers['content-encoding']);
  return operation.input.isUnitSchema() || body.length === 0 ? {} : readDocument(match, operation.input, body);
}
