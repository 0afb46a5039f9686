import { GATEWAY_PRINCIPAL } from '../../gateway/invoke-function.ts';
import type { AssumedRole } from '../../principal.ts';
import type { RestCall } from './ids.ts';

/** A role as API Gateway assumes it. Throws AwsError where the role does not let it. */
export async function assumeRole(call: RestCall, roleArn: string, sessionName: string): Promise<AssumedRole> {
  const { AssumedRoleUser } = await call
    .as({ type: 'service', service: GATEWAY_PRINCIPAL, sourceAccount: call.account })
    .sts.AssumeRole({ RoleArn: roleArn, RoleSessionName: sessionName });
  return {
    type: 'assumed-role',
    account: call.account,
    roleArn,
    roleId: AssumedRoleUser!.AssumedRoleId!.split(':')[0]!,
    sessionName,
    arn: AssumedRoleUser!.Arn!,
  };
}

/** The account's role for logs. */
export function assumeLogsRole(call: RestCall, roleArn: string): Promise<AssumedRole> {
  return assumeRole(call, roleArn, 'apigateway-logs');
}
