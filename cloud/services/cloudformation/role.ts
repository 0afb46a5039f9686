import { AwsError } from '../../aws-error.ts';
import { validationError } from '../../formation/template-error.ts';
import type { Aws } from '../aws.ts';
import type { CloudFormationCall } from './stacks.ts';

const SERVICE = 'cloudformation.amazonaws.com';

/** The caller must be allowed to hand CloudFormation a role. */
export function checkPassRole(call: CloudFormationCall, roleArn: string | undefined): void {
  if (roleArn === undefined) return;
  call.authorize({ action: 'iam:PassRole', resource: roleArn, context: { 'iam:PassedToService': SERVICE } });
}

/** The services as a stack's role calls them, or as the caller when the stack has none. */
export async function servicesAs(call: CloudFormationCall, roleArn: string | undefined): Promise<Aws> {
  if (roleArn === undefined) return call.aws;
  const sessionName = 'AWSCloudFormation';
  try {
    const { sts } = call.as({ type: 'service', service: SERVICE, sourceAccount: call.account });
    const { AssumedRoleUser } = await sts.AssumeRole({ RoleArn: roleArn, RoleSessionName: sessionName });
    const arn = AssumedRoleUser?.Arn ?? '';
    const roleId = AssumedRoleUser?.AssumedRoleId?.split(':')[0] ?? '';
    return call.as({ type: 'assumed-role', account: arn.split(':')[4] ?? call.account, roleArn, roleId, sessionName, arn });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw validationError(`Role ${roleArn} is invalid or cannot be assumed`);
  }
}

/** Reads Systems Manager parameters as somebody; missing ones are left out. */
export function ssmLookup(aws: Aws): (names: string[]) => Promise<Map<string, string>> {
  return async (names) => {
    const found = new Map<string, string>();
    for (const name of names) {
      try {
        const { Parameter } = await aws.ssm.GetParameter({ Name: name });
        if (Parameter?.Type === 'SecureString') {
          throw validationError(`Parameters [${name}] referenced by template have types not supported by CloudFormation.`);
        }
        if (Parameter?.Value !== undefined) found.set(name, Parameter.Value);
      } catch (error) {
        if (!(error instanceof AwsError) || !/^Parameter(Version)?NotFound$/.test(error.code)) throw error;
      }
    }
    return found;
  };
}
