import { parseArn } from '../../arn.ts';
import { AwsError } from '../../aws-error.ts';
import type { EventsCall } from './buses.ts';
import { rulePrincipal } from './principals.ts';
import type { Delivery } from './state.ts';
import { eventText } from './target-input.ts';
import { queueUrl } from './target-kinds.ts';

/** What the error code of a dead letter says, by what the target said. */
const CODES: readonly (readonly [pattern: RegExp, code: string])[] = [
  [/^[A-Z_]+$/, ''],
  [/AccessDenied|NotAuthorized|AuthorizationError/, 'NO_PERMISSIONS'],
  [/NotFound|NonExistent|DoesNotExist|NoSuch/, 'NO_RESOURCE'],
  [/Throttl|TooManyRequests|SlowDown|RequestLimit|ThroughputExceeded/, 'THROTTLING'],
  [/LimitExceeded/, 'RESOURCE_LIMIT_EXCEEDED'],
  [/AlreadyExists/, 'RESOURCE_ALREADY_EXISTS'],
  [/Validation|Invalid/, 'INVALID_PARAMETER'],
  [/Internal|Unavailable/, 'INTERNAL_ERROR'],
];

function codeOf({ code }: AwsError): string {
  const found = CODES.find(([pattern]) => pattern.test(code));
  return found ? found[1] || code : 'SDK_CLIENT_ERROR';
}

/**
 * Hands an event that was given up to the target's dead-letter queue, whose policy must allow it. Whether it got there;
 * undefined where there is no such queue. EventBridge User Guide, "Using dead-letter queues to process undelivered events".
 */
export async function sendDeadLetter(
  call: EventsCall,
  { target, event, ruleArn, failures }: Delivery,
  error: AwsError,
  exhausted: string | undefined,
): Promise<boolean | undefined> {
  const queue = target.DeadLetterConfig?.Arn;
  if (queue === undefined) return undefined;
  const facts: Record<string, string> = {
    RULE_ARN: ruleArn,
    TARGET_ARN: target.Arn!,
    ERROR_CODE: codeOf(error),
    ERROR_MESSAGE: error.message || 'none',
    ...(exhausted !== undefined && { EXHAUSTED_RETRY_CONDITION: exhausted, RETRY_ATTEMPTS: String(failures - 1) }),
  };
  const MessageAttributes = Object.fromEntries(
    Object.entries(facts).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
  );
  try {
    const { account, region } = parseArn(queue);
    const { sqs } = call.as(rulePrincipal(call, ruleArn), { account, region });
    await sqs.SendMessage({ QueueUrl: queueUrl(queue, call.endpoint), MessageBody: eventText(event), MessageAttributes });
    return true;
  } catch (failure) {
    // Reason: what the queue does not take is lost, as on AWS.
    if (!(failure instanceof AwsError)) throw failure;
    return false;
  }
}
