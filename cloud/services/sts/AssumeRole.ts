import type { Role } from '@aws-sdk/client-iam';
import type { AssumeRoleRequest, AssumeRoleResponse } from '@aws-sdk/client-sts';
import { parseArn } from '../../arn.ts';
import { AwsError, refuseMembers } from '../../aws-error.ts';
import { checkPolicy } from '../../iam/check-policy.ts';
import type { Call, Operation } from '../../operation.ts';
import { type AssumedRole, principalArn } from '../../principal.ts';
import { checkDuration } from './duration.ts';
import { issueSession } from './sessions.ts';
import type { StsState } from './state.ts';

const REFUSED = ['Tags', 'TransitiveTagKeys', 'SerialNumber', 'TokenCode', 'ProvidedContexts'];
const MOST_SECONDS = 43_200;
const CHAINED_SECONDS = 3_600;
/** Characters of a session policy. */
const POLICY_LIMIT = 2_048;

/**
 * Temporary credentials of a role; `iam` has asked its trust policy. Unlike on AWS, the root user may assume a role,
 * since a local caller with nothing but an account number is its root. Throws AccessDenied, ValidationError,
 * MalformedPolicyDocument. STS API Reference, AssumeRole.
 */
export const AssumeRole: Operation<StsState, AssumeRoleRequest, AssumeRoleResponse> = async (input, call) => {
  refuseMembers('sts AssumeRole', { ...input, Tags: input.Tags?.length ? input.Tags : undefined }, REFUSED);
  const sessionName = input.RoleSessionName ?? '';
  checkName('roleSessionName', sessionName);
  if (input.SourceIdentity !== undefined) checkName('sourceIdentity', input.SourceIdentity);
  const { principal } = call;
  const role = await roleAt(input.RoleArn ?? '', call);
  const seconds = durationOf(input.DurationSeconds, role, principal.type === 'assumed-role');
  const { account } = parseArn(role.Arn!);
  const sessionPolicies = await sessionPoliciesOf(input, account, call);
  const sourceIdentity = input.SourceIdentity ?? (principal.type === 'assumed-role' ? principal.sourceIdentity : undefined);
  const session: AssumedRole = {
    type: 'assumed-role',
    account,
    roleArn: role.Arn!,
    roleId: role.RoleId!,
    sessionName,
    arn: `arn:aws:sts::${account}:assumed-role/${role.RoleName}/${sessionName}`,
    ...(sessionPolicies.length > 0 && { sessionPolicies }),
    ...(sourceIdentity !== undefined && { sourceIdentity }),
  };
  return {
    Credentials: issueSession(call, session, seconds),
    AssumedRoleUser: { AssumedRoleId: `${role.RoleId}:${sessionName}`, Arn: session.arn },
    ...(sessionPolicies.length > 0 && { PackedPolicySize: packedSize(sessionPolicies) }),
    ...(sourceIdentity !== undefined && { SourceIdentity: sourceIdentity }),
  };
};

/** The role as its own account knows it. Reason: a role that is gone is denied like one that does not trust. */
async function roleAt(arn: string, call: Call<StsState>): Promise<Role> {
  const { account } = parseArn(arn);
  const iam = call.as({ type: 'root', account }, { account }).iam;
  const { Role: role } = await iam.GetRole({ RoleName: arn.slice(arn.lastIndexOf('/') + 1) });
  if (role?.Arn === arn) return role;
  throw new AwsError(
    'AccessDenied',
    `User: ${principalArn(call.principal)} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    { status: 403 },
  );
}

function durationOf(asked: number | undefined, role: Role, chained: boolean): number {
  const seconds = checkDuration(asked, MOST_SECONDS) ?? CHAINED_SECONDS;
  if (chained && seconds > CHAINED_SECONDS) {
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
      {
        status: 400,
      },
    );
  }
  if (asked !== undefined && asked > (role.MaxSessionDuration ?? CHAINED_SECONDS)) {
    throw new AwsError('ValidationError', 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.', {
      status: 400,
    });
  }
  return seconds;
}

async function sessionPoliciesOf(input: AssumeRoleRequest, account: string, call: Call<StsState>): Promise<string[]> {
  const policies: string[] = [];
  if (input.Policy !== undefined) {
    if (input.Policy.length > POLICY_LIMIT)
      throw invalid('policy', input.Policy, `Member must have length less than or equal to ${POLICY_LIMIT}`);
    checkPolicy('identity', input.Policy);
    policies.push(input.Policy);
  }
  const iam = call.as({ type: 'root', account }, { account }).iam;
  for (const { arn } of input.PolicyArns ?? []) {
    const { Policy: policy } = await iam.GetPolicy({ PolicyArn: arn });
    const { PolicyVersion: version } = await iam.GetPolicyVersion({ PolicyArn: arn, VersionId: policy?.DefaultVersionId });
    policies.push(decodeURIComponent(version!.Document!));
  }
  return policies;
}

function packedSize(policies: readonly string[]): number {
  return Math.min(100, Math.ceil((policies.join('').length * 100) / POLICY_LIMIT));
}

function checkName(member: string, value: string): void {
  if (value.length < 2) throw invalid(member, value, 'Member must have length greater than or equal to 2');
  if (value.length > 64) throw invalid(member, value, 'Member must have length less than or equal to 64');
  if (!/^[\w+=,.@-]*$/.test(value)) throw invalid(member, value, 'Member must satisfy regular expression pattern: [\\w+=,.@-]*');
}

function invalid(member: string, value: string, constraint: string): AwsError {
  return new AwsError(
    'ValidationError',
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${constraint}`,
    {
      status: 400,
    },
  );
}
