import type * as sdk from '@aws-sdk/client-iam';
import { type AwsManagedPolicy, awsManagedPolicies } from './aws-managed-policies.ts';
import type { AccessKey, Group, IamState, Identity, InstanceProfile, ManagedPolicy, Role, User } from './state.ts';
import { fromTags } from './tags.ts';

/** IAM's documents travel percent-encoded (RFC 3986). */
export function encodeDocument(document: string): string {
  return encodeURIComponent(document).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

export function toRole(role: Role): sdk.Role {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: encodeDocument(role.trustPolicy),
    ...(role.description !== undefined && { Description: role.description }),
    MaxSessionDuration: role.maxSessionDuration,
    ...boundaryOf(role),
    ...(role.tags.size > 0 && { Tags: fromTags(role.tags) }),
  };
}

/** A role in a list: without boundary and tags, as AWS answers. */
export function toListedRole(role: Role): sdk.Role {
  const { PermissionsBoundary: _boundary, Tags: _tags, ...listed } = toRole(role);
  return listed;
}

export function toUser(user: User): sdk.User {
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: user.arn,
    CreateDate: new Date(user.createdAt),
    ...boundaryOf(user),
    ...(user.tags.size > 0 && { Tags: fromTags(user.tags) }),
  };
}

export function toGroup(group: Group): sdk.Group {
  return { Path: group.path, GroupName: group.name, GroupId: group.id, Arn: group.arn, CreateDate: new Date(group.createdAt) };
}

export function toAccessKey(userName: string, key: AccessKey): sdk.AccessKeyMetadata {
  return { UserName: userName, AccessKeyId: key.id, Status: key.active ? 'Active' : 'Inactive', CreateDate: new Date(key.createdAt) };
}

export function toInstanceProfile(profile: InstanceProfile, state: IamState): sdk.InstanceProfile {
  const role = profile.role === undefined ? undefined : state.roles.get(profile.role);
  return {
    Path: profile.path,
    InstanceProfileName: profile.name,
    InstanceProfileId: profile.id,
    Arn: profile.arn,
    CreateDate: new Date(profile.createdAt),
    Roles: role ? [toListedRole(role)] : [],
    ...(profile.tags.size > 0 && { Tags: fromTags(profile.tags) }),
  };
}

export function toPolicy(policy: ManagedPolicy | AwsManagedPolicy, state: IamState): sdk.Policy {
  const own = 'versions' in policy ? policy : undefined;
  return {
    PolicyName: policy.name,
    ...(own && { PolicyId: own.id }),
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: 'versions' in policy ? policy.defaultVersion : policy.version,
    AttachmentCount: holdersOf(state, policy.arn).length,
    PermissionsBoundaryUsageCount: boundedBy(state, policy.arn).length,
    IsAttachable: true,
    ...(own && { CreateDate: new Date(own.createdAt), UpdateDate: new Date(own.updatedAt) }),
    ...(own?.description !== undefined && { Description: own.description }),
    ...(own && own.tags.size > 0 && { Tags: fromTags(own.tags) }),
  };
}

/** Whom a managed policy is attached to. */
export function holdersOf({ roles, users, groups }: IamState, arn: string): Identity[] {
  return [...roles.values(), ...users.values(), ...groups.values()].filter(({ attachedPolicies }) => attachedPolicies.includes(arn));
}

/** Whom a managed policy limits. */
export function boundedBy({ roles, users }: IamState, arn: string): (Role | User)[] {
  return [...roles.values(), ...users.values()].filter(({ permissionsBoundary }) => permissionsBoundary === arn);
}

export function attachedPoliciesOf(identity: Identity, state: IamState): sdk.AttachedPolicy[] {
  return identity.attachedPolicies.map((arn) => ({
    PolicyName: (state.policies.get(arn) ?? awsManagedPolicies.get(arn))?.name,
    PolicyArn: arn,
  }));
}

function boundaryOf({ permissionsBoundary }: Role | User): { PermissionsBoundary?: sdk.AttachedPermissionsBoundary } {
  if (permissionsBoundary === undefined) return {};
  return { PermissionsBoundary: { PermissionsBoundaryType: 'PermissionsBoundaryPolicy', PermissionsBoundaryArn: permissionsBoundary } };
}
