import type { AccessCheck, Call } from '../../operation.ts';
import type { Service } from '../../service.ts';
import { linkedRoleNames } from './CreateServiceLinkedRole.ts';
import { type EntityKind, entityArn } from './names.ts';
import { operations } from './operations.ts';
import type { IamState } from './state.ts';

/** The members by which IAM's inputs name what they are about. */
interface Names {
  RoleName?: string;
  UserName?: string;
  GroupName?: string;
  InstanceProfileName?: string;
  PolicyName?: string;
  PolicyArn?: string;
  Path?: string;
  PathPrefix?: string;
  PermissionsBoundary?: string;
  AWSServiceName?: string;
  PolicySourceArn?: string;
  Tags?: { Key: string | undefined; Value: string | undefined }[];
  TagKeys?: string[];
}
type Access = (input: Names, call: Call<IamState>) => AccessCheck;

/** What an operation is about, by its name: `AttachRolePolicy` a role, `DeletePolicyVersion` a policy. */
function kindOf(operation: string): EntityKind | undefined {
  if (/InstanceProfile(?!sForRole)/.test(operation)) return 'instance-profile';
  if (/AssumeRole|Role/.test(operation)) return 'role';
  if (/^(AddUserToGroup|RemoveUserFromGroup)$|Group(?!sForUser)/.test(operation)) return 'group';
  if (/User|AccessKey/.test(operation)) return 'user';
  return /Polic/.test(operation) ? 'policy' : undefined;
}

function accessOf(operation: string): Access {
  const kind = kindOf(operation);
  const action = `iam:${operation}`;
  return (input, call) => {
    if (kind === undefined) return { action, resource: '*' };
    return { action, resource: resourceOf(kind, input, call), context: contextOf(kind, input, call) };
  };
}

function resourceOf(kind: EntityKind, input: Names, { state, account, principal }: Call<IamState>): string {
  if (kind === 'policy') {
    if (input.PolicyArn !== undefined) return input.PolicyArn;
    return input.PolicyName === undefined
      ? `arn:aws:iam::${account}:policy${input.PathPrefix ?? '/'}`
      : entityArn(kind, account, input.Path ?? '/', input.PolicyName);
  }
  const ownName = principal.type === 'user' ? principal.userName : undefined;
  const name = {
    role: input.RoleName,
    user: input.UserName ?? ownName,
    group: input.GroupName,
    'instance-profile': input.InstanceProfileName,
  }[kind];
  if (name === undefined) return `arn:aws:iam::${account}:${kind}${input.PathPrefix ?? '/'}`;
  return entityOf(kind, name, state)?.arn ?? entityArn(kind, account, input.Path ?? '/', name);
}

function entityOf(kind: Exclude<EntityKind, 'policy'>, name: string, state: IamState) {
  return { role: state.roles, user: state.users, group: state.groups, 'instance-profile': state.instanceProfiles }[kind].get(name);
}

/** Condition keys of IAM: Service Authorization Reference, "AWS Identity and Access Management". */
function contextOf(kind: EntityKind, input: Names, { state }: Call<IamState>): Record<string, string | string[]> {
  const context: Record<string, string | string[]> = {};
  if (input.PolicyArn !== undefined && kind !== 'policy') context['iam:PolicyARN'] = input.PolicyArn;
  const name = kind === 'role' ? input.RoleName : kind === 'user' ? input.UserName : undefined;
  const entity = (kind === 'role' ? state.roles : state.users).get(name ?? '');
  const held = kind === 'policy' ? state.policies.get(input.PolicyArn ?? '') : entity;
  const boundary = input.PermissionsBoundary ?? entity?.permissionsBoundary;
  if (boundary !== undefined) context['iam:PermissionsBoundary'] = boundary;
  for (const [key, value] of held?.tags ?? []) {
    context[`aws:ResourceTag/${key}`] = value;
    context[`iam:ResourceTag/${key}`] = value;
  }
  for (const { Key, Value } of input.Tags ?? []) context[`aws:RequestTag/${Key}`] = Value ?? '';
  const keys = input.TagKeys ?? input.Tags?.map(({ Key = '' }) => Key);
  if (keys?.length) context['aws:TagKeys'] = keys;
  return context;
}

/** What names cannot tell. */
const others: Record<string, Access> = {
  ListUsers: ({ PathPrefix }, { account }) => ({ action: 'iam:ListUsers', resource: `arn:aws:iam::${account}:user${PathPrefix ?? '/'}` }),
  // Reason: AWS asks about a path here, which only a policy on everything fits.
  ListPolicies: ({ PathPrefix }) => ({ action: 'iam:ListPolicies', resource: `policy path ${PathPrefix ?? '/'}` }),
  SimulateCustomPolicy: () => ({ action: 'iam:SimulateCustomPolicy', resource: '*' }),
  SimulatePrincipalPolicy: ({ PolicySourceArn }) => ({ action: 'iam:SimulatePrincipalPolicy', resource: PolicySourceArn ?? '*' }),
  GetServiceLinkedRoleDeletionStatus: () => ({ action: 'iam:GetServiceLinkedRoleDeletionStatus', resource: '*' }),
  CreateServiceLinkedRole: ({ AWSServiceName: service = '' }, { account }) => ({
    action: 'iam:CreateServiceLinkedRole',
    resource: entityArn('role', account, `/aws-service-role/${service}/`, linkedRoleNames[service] ?? '*'),
    context: { 'iam:AWSServiceName': service },
  }),
};

export const access: Service<IamState, undefined>['access'] = {
  ...Object.fromEntries(Object.keys(operations).map((operation) => [operation, accessOf(operation)])),
  ...others,
};
