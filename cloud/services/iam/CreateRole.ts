import type { CreateRoleRequest, CreateRoleResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../operation.ts';
import { toRole } from './answers.ts';
import { alreadyExists, checkAttachable, isTaken } from './entities.ts';
import { checkNameAndPath, constraint, entityArn, newId } from './names.ts';
import type { IamState, Role } from './state.ts';
import { toTags } from './tags.ts';
import { checkTrustPolicy } from './trust-policy.ts';

const DEFAULT_SESSION_SECONDS = 3_600;

/** Makes a role. Throws EntityAlreadyExists, MalformedPolicyDocument, NoSuchEntity, LimitExceeded. IAM API Reference, CreateRole. */
export const CreateRole: Operation<IamState, CreateRoleRequest, CreateRoleResponse> = (
  input,
  { state, account, clock, random, principal },
) => {
  const { name, path } = checkNameAndPath('role', input.RoleName, input.Path);
  if (isTaken(state.roles.keys(), name)) throw alreadyExists(`Role with name ${name} already exists.`);
  checkTrustPolicy(input.AssumeRolePolicyDocument ?? '', state, account);
  if (input.PermissionsBoundary !== undefined) checkAttachable(state, input.PermissionsBoundary);
  const role: Role = {
    name,
    path,
    id: newId('role', random),
    arn: entityArn('role', account, path, name),
    createdAt: clock.now(),
    inlinePolicies: new Map(),
    attachedPolicies: [],
    trustPolicy: input.AssumeRolePolicyDocument ?? '',
    ...(input.Description !== undefined && { description: input.Description }),
    maxSessionDuration: checkSessionSeconds(input.MaxSessionDuration) ?? DEFAULT_SESSION_SECONDS,
    ...(input.PermissionsBoundary !== undefined && { permissionsBoundary: input.PermissionsBoundary }),
    tags: toTags(input.Tags, principal),
  };
  state.roles.set(name, role);
  return { Role: toRole(role) };
};

/** A role's sessions last from one hour to twelve. */
export function checkSessionSeconds(seconds: number | undefined): number | undefined {
  if (seconds === undefined || (seconds >= 3_600 && seconds <= 43_200)) return seconds;
  const bound = seconds < 3_600 ? 'greater than or equal to 3600' : 'less than or equal to 43200';
  throw constraint('maxSessionDuration', seconds, `Member must have value ${bound}`);
}
