import { AwsError } from '../../../aws-error.ts';
import type { Call } from '../../../operation.ts';
import type { AssumedRole } from '../../../principal.ts';
import { isDenial, lambdaFor } from '../role.ts';
import type { LambdaState } from '../state.ts';

/** A function's role as Lambda has assumed it. */
export interface RoleSession {
  principal: AssumedRole;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
  expiresAt: number; // ms
}

/** Assumes a function's role, as Lambda does before it starts an environment or reads a stream. */
export async function assumeRole(call: Call<LambdaState, unknown>, roleArn: string, functionName: string): Promise<RoleSession> {
  // Reason: a session's name has two characters at least, a function's may have one.
  const sessionName = functionName.padEnd(2, '-');
  const { Credentials, AssumedRoleUser } = await call
    .as(lambdaFor(call.account))
    .sts.AssumeRole({ RoleArn: roleArn, RoleSessionName: sessionName })
    .catch((cause: unknown) => {
      if (!isDenial(cause)) throw cause;
      throw new AwsError('AccessDeniedException', 'The role defined for the function cannot be assumed by Lambda.', { status: 403, cause });
    });
  if (!Credentials || !AssumedRoleUser) throw new Error('STS answered without credentials.');
  return {
    principal: {
      type: 'assumed-role',
      account: call.account,
      roleArn,
      roleId: AssumedRoleUser.AssumedRoleId!.split(':')[0]!,
      sessionName,
      arn: AssumedRoleUser.Arn!,
    },
    credentials: {
      accessKeyId: Credentials.AccessKeyId!,
      secretAccessKey: Credentials.SecretAccessKey!,
      sessionToken: Credentials.SessionToken!,
    },
    expiresAt: Credentials.Expiration!.getTime(),
  };
}
