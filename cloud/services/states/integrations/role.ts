import { AwsError } from '../../../aws-error.ts';
import type { AssumedRole } from '../../../principal.ts';
import type { StatesCall } from '../local.ts';

const SERVICE = 'states.amazonaws.com';

/** Assumes a machine's role, as Step Functions does. Throws AwsError where the role does not let it. */
export async function assumeRole(call: StatesCall, roleArn: string, machineArn: string): Promise<AssumedRole> {
  const service = { type: 'service', service: SERVICE, sourceAccount: call.account, sourceArn: machineArn } as const;
  const sessionName = call.random.text(32);
  const { AssumedRoleUser } = await call.as(service).sts.AssumeRole({ RoleArn: roleArn, RoleSessionName: sessionName });
  const { Arn: arn, AssumedRoleId: id } = AssumedRoleUser!;
  return { type: 'assumed-role', account: arn!.split(':')[4]!, roleArn, roleId: id!.split(':')[0]!, sessionName, arn: arn! };
}

/** The caller must be allowed to pass the role, and the role must trust Step Functions. Throws AccessDeniedException. */
export async function checkRole(call: StatesCall, roleArn: string, machineArn: string): Promise<void> {
  call.authorize({ action: 'iam:PassRole', resource: roleArn, context: { 'iam:PassedToService': SERVICE } });
  try {
    await assumeRole(call, roleArn, machineArn);
  } catch (error) {
    if (!(error instanceof AwsError) || !/^(AccessDenied|NoSuchEntity|ValidationException)/.test(error.code)) throw error;
    throw new AwsError(
      'AccessDeniedException',
      `Neither the global service principal ${SERVICE}, nor the regional one is authorized to assume the provided role.`,
      { status: 400 },
    );
  }
}
