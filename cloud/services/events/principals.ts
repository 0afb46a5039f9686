import { AwsError } from '../../aws-error.ts';
import type { AssumedRole, ServicePrincipal } from '../../principal.ts';
import type { EventsCall } from './buses.ts';

/** EventBridge as it acts for a rule. */
export function rulePrincipal({ account }: Pick<EventsCall, 'account'>, ruleArn: string): ServicePrincipal {
  return { type: 'service', service: 'events.amazonaws.com', sourceArn: ruleArn, sourceAccount: account };
}

/** Assumes a target's role. Throws FAILED_TO_ASSUME_ROLE. */
export async function assumeRole(call: EventsCall, roleArn: string, ruleArn: string): Promise<AssumedRole> {
  const sessionName = call.random.text(32);
  try {
    const { AssumedRoleUser } = await call
      .as(rulePrincipal(call, ruleArn))
      .sts.AssumeRole({ RoleArn: roleArn, RoleSessionName: sessionName });
    const { Arn: arn, AssumedRoleId: id } = AssumedRoleUser!;
    return { type: 'assumed-role', account: arn!.split(':')[4]!, roleArn, roleId: id!.split(':')[0]!, sessionName, arn: arn! };
  } catch (cause) {
    if (!(cause instanceof AwsError)) throw cause;
    throw new AwsError('FAILED_TO_ASSUME_ROLE', cause.message, { cause });
  }
}
