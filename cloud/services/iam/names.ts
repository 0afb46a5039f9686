import { AwsError } from '../../aws-error.ts';
import { type Random, UPPER_AND_DIGITS } from '../../random.ts';

/** How AWS's unique ids begin. IAM User Guide, "IAM identifiers". */
export const idPrefixes = { role: 'AROA', user: 'AIDA', group: 'AGPA', policy: 'ANPA', 'instance-profile': 'AIPA' } as const;

/** The longest name of each kind, in characters. */
const nameLimits = { role: 64, user: 64, group: 128, policy: 128, 'instance-profile': 128 } as const;
export type EntityKind = keyof typeof idPrefixes;

const nameMembers = {
  role: 'roleName',
  user: 'userName',
  group: 'groupName',
  policy: 'policyName',
  'instance-profile': 'instanceProfileName',
} as const;

export function newId(kind: EntityKind, random: Random): string {
  return idPrefixes[kind] + random.text(17, UPPER_AND_DIGITS);
}

export function entityArn(kind: EntityKind, account: string, path: string, name: string): string {
  return `arn:aws:iam::${account}:${kind}${path}${name}`;
}

/** Reads a new entity's name and path, or throws ValidationError. */
export function checkNameAndPath(kind: EntityKind, name: string | undefined, path = '/'): { name: string; path: string } {
  checkName(nameMembers[kind], name ?? '', nameLimits[kind]);
  if (path.length > 512 || !/^\/([\x21-\x7e]+\/)?$/.test(path)) {
    throw validationError(
      'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
    );
  }
  return { name: name ?? '', path };
}

export function checkName(member: string, name: string, limit: number): void {
  if (name.length > limit || name.length === 0) {
    const bound = name.length === 0 ? 'greater than or equal to 1' : `less than or equal to ${limit}`;
    throw constraint(member, name, `Member must have length ${bound}`);
  }
  if (!/^[\w+=,.@-]+$/.test(name)) {
    throw validationError(
      `The specified value for ${member} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
    );
  }
}

export function constraint(member: string, value: string | number, rule: string): AwsError {
  return validationError(`1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${rule}`);
}

export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message, { status: 400 });
}
