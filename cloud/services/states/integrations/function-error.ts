import { Failure } from '../asl/failure.ts';
import { isObject, type Json } from '../asl/json.ts';

/** What a function answered. */
export function payloadOf(output: unknown): Json {
  const { Payload: bytes } = output as { Payload?: Uint8Array | string };
  const text = typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes);
  return text === '' ? null : (JSON.parse(text) as Json);
}

/** A function's own error, by its type. Step Functions Developer Guide, "Handling Lambda errors". */
export function lambdaFailure(payload: Json): Failure {
  if (isObject(payload) && typeof payload.errorType === 'string' && payload.errorType !== '') {
    return new Failure(payload.errorType, JSON.stringify(payload));
  }
  const cause = `The cause could not be determined because Lambda did not return an error type. Returned payload: ${JSON.stringify(payload)}`;
  return new Failure('Lambda.Unknown', cause);
}
