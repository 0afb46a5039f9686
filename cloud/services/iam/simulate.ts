import type * as sdk from '@aws-sdk/client-iam';
import { tryParseArn } from '../../arn.ts';
import { AwsError, refuseMembers } from '../../aws-error.ts';
import { checkPolicy } from '../../iam/check-policy.ts';
import { conditionKeys } from '../../iam/condition-keys.ts';
import { type ApplicablePolicies, evaluate } from '../../iam/evaluate.ts';
import { compilePolicy } from '../../iam/policy.ts';
import type { Call, Operation } from '../../operation.ts';
import type { Principal } from '../../principal.ts';
import { groupNamed, roleNamed, userNamed } from './entities.ts';
import { managedPolicyDocument } from './managed-policy-document.ts';
import { pageOf } from './paging.ts';
import type { Group, IamState, Identity, Role, User } from './state.ts';

interface Subject {
  principal: Principal;
  documents: string[];
  boundary: string | undefined;
  tags?: ReadonlyMap<string, string>;
}

/** What a user, group or role may do, without doing it. IAM API Reference, SimulatePrincipalPolicy. */
export const SimulatePrincipalPolicy: Operation<IamState, sdk.SimulatePrincipalPolicyRequest, sdk.SimulatePolicyResponse> = (
  input,
  call,
) => {
  refuseMembers('iam SimulatePrincipalPolicy', input, ['CallerArn', 'ResourceOwner', 'ResourceHandlingOption']);
  const subject = subjectAt(input.PolicySourceArn ?? '', call.state);
  return simulate(input, { ...subject, documents: [...subject.documents, ...(input.PolicyInputList ?? [])] }, call);
};

/** What policies that nobody holds would allow. IAM API Reference, SimulateCustomPolicy. */
export const SimulateCustomPolicy: Operation<IamState, sdk.SimulateCustomPolicyRequest, sdk.SimulatePolicyResponse> = (input, call) => {
  refuseMembers('iam SimulateCustomPolicy', input, ['CallerArn', 'ResourceOwner', 'ResourceHandlingOption']);
  const principal: Principal = {
    type: 'user',
    account: call.account,
    userName: 'simulated',
    userId: 'simulated',
    arn: `arn:aws:iam::${call.account}:user/simulated`,
  };
  return simulate(input, { principal, documents: input.PolicyInputList ?? [], boundary: undefined }, call);
};

type SimulationInput = Omit<sdk.SimulateCustomPolicyRequest, 'PolicyInputList'>;

function simulate(input: SimulationInput, subject: Subject, call: Call<IamState>): sdk.SimulatePolicyResponse {
  const boundaries = input.PermissionsBoundaryPolicyInputList ?? (subject.boundary === undefined ? [] : [subject.boundary]);
  if (boundaries.length > 1) throw new AwsError('InvalidInput', 'Only one permissions boundary can be simulated.');
  for (const document of [...subject.documents, ...boundaries]) checkPolicy('identity', document, 'InvalidInput');
  if (input.ResourcePolicy !== undefined) checkPolicy('resource', input.ResourcePolicy, 'InvalidInput');
  const policies: ApplicablePolicies = {
    identity: subject.documents.map(compilePolicy),
    ...(boundaries[0] !== undefined && { boundary: compilePolicy(boundaries[0]) }),
    ...(input.ResourcePolicy !== undefined && { resource: compilePolicy(input.ResourcePolicy) }),
  };
  const context: Record<string, string[]> = {};
  for (const entry of input.ContextEntries ?? []) context[entry.ContextKeyName ?? ''] = entry.ContextKeyValues ?? [];
  const results = (input.ActionNames ?? []).flatMap((action) =>
    (input.ResourceArns ?? ['*']).map((resource): sdk.EvaluationResult => {
      const owner = tryParseArn(resource)?.account;
      const resourceAccount = owner && /^\d{12}$/.test(owner) ? owner : call.account;
      const singles = Object.entries(context).map(([key, values]) => [key, values.length === 1 ? values[0]! : values] as const);
      const check = { action, resource, context: Object.fromEntries(singles) };
      const facts = { now: call.clock.now(), region: call.region, resourceAccount, ...(subject.tags && { principalTags: subject.tags }) };
      const keys = conditionKeys(subject.principal, check, facts);
      const decision = evaluate({ principal: subject.principal, action, resource, resourceAccount, keys }, policies);
      return {
        EvalActionName: action,
        EvalResourceName: resource,
        EvalDecision: decision.allowed ? 'allowed' : decision.explicit ? 'explicitDeny' : 'implicitDeny',
        ...(policies.boundary && {
          PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: decision.allowed || decision.by !== 'permissions boundary' },
        }),
      };
    }),
  );
  const { items, more } = pageOf([...results.entries()], ([index]) => String(index).padStart(6, '0'), input);
  return { EvaluationResults: items.map(([, result]) => result), ...more };
}

/** The user, group or role of an ARN and everything that grants it something. */
function subjectAt(arn: string, state: IamState): Subject {
  const parsed = tryParseArn(arn);
  const [kind] = parsed?.resource.split('/', 1) ?? [];
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const account = parsed?.account ?? '';
  if (kind === 'role') {
    const role = roleNamed(state, name);
    const session = `arn:aws:sts::${account}:assumed-role/${role.name}/simulated`;
    const principal: Principal = {
      type: 'assumed-role',
      account,
      roleArn: role.arn,
      roleId: role.id,
      sessionName: 'simulated',
      arn: session,
    };
    return { principal, documents: documentsOf(role, state), boundary: boundaryOf(role, state), tags: role.tags };
  }
  if (kind === 'user') {
    const user = userNamed(state, name);
    const groups = [...state.groups.values()].filter(({ members }) => members.includes(user.name));
    const principal: Principal = { type: 'user', account, userName: user.name, userId: user.id, arn: user.arn };
    const documents = [user, ...groups].flatMap((holder) => documentsOf(holder, state));
    return { principal, documents, boundary: boundaryOf(user, state), tags: user.tags };
  }
  if (kind === 'group') {
    const group: Group = groupNamed(state, name);
    const principal: Principal = { type: 'user', account, userName: group.name, userId: group.id, arn: group.arn };
    return { principal, documents: documentsOf(group, state), boundary: undefined };
  }
  throw new AwsError('InvalidInput', `Invalid Entity Arn: ${arn}`);
}

function documentsOf(holder: Identity, state: IamState): string[] {
  const managed = holder.attachedPolicies.flatMap((arn) => managedPolicyDocument(state, arn) ?? []);
  return [...holder.inlinePolicies.values(), ...managed];
}

function boundaryOf({ permissionsBoundary }: Role | User, state: IamState): string | undefined {
  return permissionsBoundary === undefined ? undefined : managedPolicyDocument(state, permissionsBoundary);
}
