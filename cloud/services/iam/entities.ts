import { AwsError } from '../../aws-error.ts';
import { type AwsManagedPolicy, awsManagedPolicies } from './aws-managed-policies.ts';
import type { Group, IamState, InstanceProfile, ManagedPolicy, Role, User } from './state.ts';

/** Finds what a name stands for, or throws NoSuchEntity in AWS's words. */
export function roleNamed(state: IamState, name = ''): Role {
  return state.roles.get(name) ?? missing(`The role with name ${name} cannot be found.`);
}

export function userNamed(state: IamState, name = ''): User {
  return state.users.get(name) ?? missing(`The user with name ${name} cannot be found.`);
}

export function groupNamed(state: IamState, name = ''): Group {
  return state.groups.get(name) ?? missing(`The group with name ${name} cannot be found.`);
}

export function instanceProfileNamed(state: IamState, name = ''): InstanceProfile {
  return state.instanceProfiles.get(name) ?? missing(`Instance Profile ${name} cannot be found.`);
}

/** A policy of the account's own: one that may be changed. */
export function ownPolicyAt(state: IamState, arn = ''): ManagedPolicy {
  if (awsManagedPolicies.has(arn))
    throw new AwsError('AccessDenied', `Policy ${arn} is managed by AWS and cannot be changed.`, { status: 403 });
  return state.policies.get(arn) ?? missing(`Policy ${arn} was not found.`);
}

/** Refuses the ARN of a policy that is neither the account's nor one of AWS's that this cloud knows. */
export function checkAttachable(state: IamState, arn = ''): void {
  if (!state.policies.has(arn) && !awsManagedPolicies.has(arn)) missing(`Policy ${arn} does not exist or is not attachable.`);
}

export function anyPolicyAt(state: IamState, arn = ''): ManagedPolicy | AwsManagedPolicy {
  return state.policies.get(arn) ?? awsManagedPolicies.get(arn) ?? missing(`Policy ${arn} was not found.`);
}

export function missing(message: string): never {
  throw new AwsError('NoSuchEntity', message);
}

/** Names differ by more than case. */
export function isTaken(names: Iterable<string>, name: string): boolean {
  const lower = name.toLowerCase();
  for (const known of names) if (known.toLowerCase() === lower) return true;
  return false;
}

export function alreadyExists(message: string): AwsError {
  return new AwsError('EntityAlreadyExists', message);
}

export function deleteConflict(message: string): AwsError {
  return new AwsError('DeleteConflict', message);
}

export function limitExceeded(message: string): AwsError {
  return new AwsError('LimitExceeded', message);
}
