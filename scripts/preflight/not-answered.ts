/** How services and emulators say that they do not know an operation or quota, or that the caller may not ask. */
const NOT_THERE =
  /^(NotImplemented(Error|Exception)?|UnknownOperation(Exception)?|InvalidAction|UnsupportedOperation(Exception)?|InternalFailure|NoSuchResourceException)$/;
const NOT_ALLOWED =
  /^(AccessDenied(Exception)?|UnauthorizedOperation|AuthorizationError(Exception)?|OptInRequired|SubscriptionRequiredException)$/;

/**
 * Why a question was not answered: the operation does not exist at this target, or the caller may not ask. Undefined for
 * any other failure. What was not answered is told by name, and never taken for "nothing there".
 */
export function notAnswered(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const status = '$metadata' in error ? (error.$metadata as { httpStatusCode?: number }).httpStatusCode : undefined;
  // Reason: some emulators answer an operation they do not know with a page of HTML.
  const isNoAnswerOfAws = error instanceof SyntaxError || /Deserialization error|XML parse error/.test(error.message);
  if (isNoAnswerOfAws) return error.message.split('\n')[0];
  const isAnswer = NOT_THERE.test(error.name) || NOT_ALLOWED.test(error.name) || status === 501 || status === 405;
  return isAnswer ? `${error.name}: ${error.message.split('\n')[0]}` : undefined;
}
