import { AwsError } from '../aws-error.ts';
import { DeleteFault } from '../faults/faults.ts';

/** Codes of "it is not there", as the services spell them. */
const GONE = /NotFound|NoSuch|DoesNotExist|NonExistent|^404$/;

/** Whether a service said that what was to be deleted is already gone. */
export function isGone(error: unknown): boolean {
  return error instanceof AwsError && GONE.test(error.code);
}

/** Codes of "there is one already", as the services spell them. */
const THERE = /AlreadyExist|AlreadyOwned|EntityExists|BucketAlready|ResourceInUse|Exists$/;

/** Whether a service refused to make what is there already. */
export function isAlreadyThere(error: unknown): boolean {
  return error instanceof AwsError && THERE.test(error.code);
}

/** How a service's error code is reported by a resource handler. CloudFormation CLI User Guide, "Handler error codes". */
const HANDLER_CODES: readonly [RegExp, string][] = [
  [/AccessDenied|Unauthorized|NotAuthorized/, 'AccessDenied'],
  [GONE, 'NotFound'],
  [THERE, 'AlreadyExists'],
  [/LimitExceeded|QuotaExceeded|TooMany/, 'ServiceLimitExceeded'],
  [/Throttl/, 'Throttling'],
  [/Conflict|InUse/, 'ResourceConflict'],
  [/NotImplemented|Validation|Invalid|Malformed|Missing|Unsupported/, 'InvalidRequest'],
];

/** A resource failure as CloudFormation words it. */
export function handlerFailure(error: unknown, requestToken: string): string {
  if (error instanceof DeleteFault) return error.message;
  const code =
    error instanceof AwsError
      ? (HANDLER_CODES.find(([pattern]) => pattern.test(error.code))?.[1] ?? 'GeneralServiceException')
      : 'InternalFailure';
  const message = error instanceof Error ? error.message : String(error);
  return `Resource handler returned message: "${message}" (RequestToken: ${requestToken}, HandlerErrorCode: ${code})`;
}
