import { parseArn } from '../../arn.ts';
import { AwsError } from '../../aws-error.ts';
import type { SecretLookup } from '../../formation/secret-references.ts';
import type { ReadStackOutput } from '../../formation/stack-outputs.ts';
import { validationError } from '../../formation/template-error.ts';
import type { AssumedRole, Principal } from '../../principal.ts';
import type { Aws } from '../aws.ts';
import type { CloudFormationCall } from './stacks.ts';

const SERVICE = 'cloudformation.amazonaws.com';

/** The caller must be allowed to hand CloudFormation a role. */
export function checkPassRole(call: CloudFormationCall, roleArn: string | undefined): void {
  if (roleArn === undefined) return;
  call.authorize({ action: 'iam:PassRole', resource: roleArn, context: { 'iam:PassedToService': SERVICE } });
}

/** Who a stack's resources are made by: a session of its role, or the caller when it has none. */
export async function actorFor(call: CloudFormationCall, roleArn: string | undefined): Promise<Principal> {
  if (roleArn === undefined) return call.principal;
  try {
    return await assume(call.as({ type: 'service', service: SERVICE, sourceAccount: call.account }), roleArn);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw validationError(`Role ${roleArn} is invalid or cannot be assumed`);
  }
}

async function assume(aws: Aws, roleArn: string): Promise<AssumedRole> {
  const sessionName = 'AWSCloudFormation';
  const { AssumedRoleUser } = await aws.sts.AssumeRole({ RoleArn: roleArn, RoleSessionName: sessionName });
  const arn = AssumedRoleUser?.Arn ?? '';
  const roleId = AssumedRoleUser?.AssumedRoleId?.split(':')[0] ?? '';
  return { type: 'assumed-role', account: parseArn(roleArn).account, roleArn, roleId, sessionName, arn };
}

/** Reads outputs of stacks as the stack's own role, or as one that it may assume. */
export function stackOutputReader(call: CloudFormationCall, actor: Principal): ReadStackOutput {
  return async ({ stackName, outputName, region = call.region, roleArn }) => {
    const reader = roleArn === undefined ? actor : await assume(call.as(actor), roleArn);
    const account = roleArn === undefined ? call.account : parseArn(roleArn).account;
    const { Stacks } = await call.as(reader, { account, region }).cloudformation.DescribeStacks({ StackName: stackName });
    const output = Stacks?.[0]?.Outputs?.find((one) => one.OutputKey === outputName);
    if (output?.OutputValue === undefined) throw validationError(`Output ${outputName} does not exist in stack ${stackName}`);
    return output.OutputValue;
  };
}

/** Reads secrets as somebody. */
export function secretLookup(aws: Aws): SecretLookup {
  return async ({ secretId, versionStage, versionId }) => {
    const { SecretString } = await aws.secretsmanager.GetSecretValue({
      SecretId: secretId,
      ...(versionStage !== undefined && { VersionStage: versionStage }),
      ...(versionId !== undefined && { VersionId: versionId }),
    });
    if (SecretString === undefined) throw validationError(`Secrets Manager secret ${secretId} has no SecretString`);
    return SecretString;
  };
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
