/**
 * An error as AWS answers it. `code` is the AWS error code (`ResourceNotFoundException`); the HTTP status and the
 * query-protocol code come from the SDK's error schema in `wire`, so `status` is given only for codes that no schema
 * models. `members` are the error shape's further members (for example `CancellationReasons`).
 */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number | undefined;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, options: { status?: number; members?: Record<string, unknown>; cause?: unknown } = {}) {
    // Reason: an answer needs no stack trace, and taking one costs more than a refused conditional write.
    const depth = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    super(message, { cause: options.cause });
    Error.stackTraceLimit = depth;
    this.name = code;
    this.code = code;
    this.status = options.status;
    this.members = options.members ?? {};
  }
}

/** What is not built is refused by name: never accepted and ignored. `what` reads like `s3 PutBucketReplication`. */
export function notImplemented(what: string): AwsError {
  return new AwsError('NotImplemented', `The embedded cloud does not implement ${what}.`, { status: 501 });
}

/** Refuses the members of an input that the operation would otherwise ignore. `operation` reads like `dynamodb CreateTable`. */
export function refuseMembers(operation: string, input: object, members: readonly string[]): void {
  for (const member of members) {
    if ((input as Record<string, unknown>)[member] !== undefined) throw notImplemented(`${operation} with ${member}`);
  }
}
