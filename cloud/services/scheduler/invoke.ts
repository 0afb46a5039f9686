import { AwsError } from '../../aws-error.ts';
import type { AssumedRole } from '../../principal.ts';
import type { Aws } from '../aws.ts';
import { groupArn, type SchedulerCall } from './groups.ts';
import type { Invocation, Schedule } from './state.ts';
import { callOf, queueUrl } from './targets.ts';

const SERVICE = 'scheduler.amazonaws.com';

/** Assumes a schedule's role, as Scheduler does. Throws AccessDenied. */
export async function assumeRole(call: SchedulerCall, roleArn: string, group: string): Promise<AssumedRole> {
  const scheduler = { type: 'service', service: SERVICE, sourceAccount: call.account, sourceArn: groupArn(call, group) } as const;
  const sessionName = call.random.text(32);
  const { AssumedRoleUser } = await call.as(scheduler).sts.AssumeRole({ RoleArn: roleArn, RoleSessionName: sessionName });
  const { Arn: arn, AssumedRoleId: id } = AssumedRoleUser!;
  return { type: 'assumed-role', account: arn!.split(':')[4]!, roleArn, roleId: id!.split(':')[0]!, sessionName, arn: arn! };
}

/** Does what a schedule is for, once. Throws what the target says. */
export async function invoke(call: SchedulerCall, schedule: Schedule, invocation: Invocation): Promise<void> {
  const { target } = schedule;
  const { service, operation, input } = callOf(call, target);
  const role = await assumeRole(call, target.RoleArn!, schedule.group);
  await clientOf(call.as(role), service)[operation]!(input(target, textFor(call, schedule, invocation), call.endpoint));
}

type Operations = Record<string, (input: unknown) => Promise<unknown>>;

/** A service that is known by its name only. */
function clientOf(aws: Aws, service: string): Operations {
  return (aws as unknown as Record<string, Operations>)[service]!;
}

/** What reaches the target: the schedule's input, or an event that names the schedule. */
function textFor({ account, region }: SchedulerCall, { target, arn }: Schedule, { id, scheduledAt, failures }: Invocation): string {
  const time = new Date(scheduledAt).toISOString().replace(/\.\d+Z$/, 'Z');
  if (target.Input !== undefined) {
    const context: Record<string, string> = {
      'schedule-arn': arn,
      'scheduled-time': time,
      'execution-id': id,
      'attempt-number': String(failures + 1),
    };
    return target.Input.replace(/<aws\.scheduler\.([a-z-]+)>/g, (all, name: string) => context[name] ?? all);
  }
  if (target.Arn!.includes(':aws-sdk:')) return '{}';
  return JSON.stringify({
    version: '0',
    id,
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account,
    time,
    region,
    resources: [arn],
    detail: '{}',
  });
}

/** Whether trying again may help: not where permission or the target is missing. */
export function mayPass(error: AwsError): boolean {
  return (error.status ?? 400) >= 500
    ? error.code !== 'NotImplemented'
    : /Throttl|TooManyRequests|LimitExceeded|SlowDown|RequestLimit/.test(error.code);
}

/** Hands what was given up to the schedule's dead-letter queue, as its role. EventBridge Scheduler User Guide, "Configuring a dead-letter queue". */
export async function sendDeadLetter(
  call: SchedulerCall,
  schedule: Schedule,
  invocation: Invocation,
  error: AwsError,
  exhausted: string | undefined,
): Promise<void> {
  const queue = schedule.target.DeadLetterConfig?.Arn;
  if (queue === undefined) return;
  const at = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
  const facts: Record<string, string> = {
    ERROR_CODE: error.code,
    ERROR_MESSAGE: error.message,
    EXECUTION_ID: invocation.id,
    EXECUTION_TIME: at(call.clock.now()),
    IS_PAYLOAD_TRUNCATED: 'false',
    RETRY_ATTEMPTS: String(invocation.failures - 1),
    SCHEDULED_TIME: at(invocation.scheduledAt),
    SCHEDULE_ARN: schedule.arn,
    TARGET_ARN: schedule.target.Arn!,
    ...(exhausted !== undefined && { EXHAUSTED_RETRY_CONDITION: exhausted }),
  };
  const MessageAttributes = Object.fromEntries(
    Object.entries(facts).map(([name, StringValue]) => [name, { DataType: 'String', StringValue: StringValue || 'none' }]),
  );
  try {
    const role = await assumeRole(call, schedule.target.RoleArn!, schedule.group);
    const { sqs } = call.as(role);
    await sqs.SendMessage({
      QueueUrl: queueUrl(queue, call.endpoint),
      MessageBody: textFor(call, schedule, invocation),
      MessageAttributes,
    });
  } catch (failure) {
    // Reason: what the role may not send is lost, as on AWS.
    if (!(failure instanceof AwsError)) throw failure;
  }
}
