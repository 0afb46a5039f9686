import { AwsError } from './aws-error.ts';

/** A member's value against one constraint of the API's model; undefined when it holds or the member is absent. */
export type Violation = string | undefined;

/** Throws the error with which AWS refuses values outside of the model, naming each of them. */
export function refuseViolations(code: string, violations: readonly Violation[]): void {
  const found = violations.filter((violation) => violation !== undefined);
  if (found.length === 0) return;
  throw new AwsError(code, `${found.length} validation error${found.length > 1 ? 's' : ''} detected: ${found.join('; ')}`);
}

export function lengthWithin(member: string, value: string | undefined, least: number, most: number): Violation {
  if (value === undefined) return undefined;
  if (value.length < least) return violated(member, value, `have length greater than or equal to ${least}`);
  if (value.length > most) return violated(member, value, `have length less than or equal to ${most}`);
  return undefined;
}

export function valueWithin(member: string, value: number | undefined, least: number, most: number): Violation {
  if (value === undefined) return undefined;
  if (value < least) return violated(member, value, `have value greater than or equal to ${least}`);
  if (value > most) return violated(member, value, `have value less than or equal to ${most}`);
  return undefined;
}

/** `pattern` is the model's own text: it must match the whole value. */
export function matching(member: string, value: string | undefined, pattern: string): Violation {
  if (value === undefined || new RegExp(`^(?:${pattern})$`, 'u').test(value)) return undefined;
  return violated(member, value, `satisfy regular expression pattern: ${pattern}`);
}

export function oneOf(member: string, value: string | undefined, allowed: readonly string[]): Violation {
  if (value === undefined || allowed.includes(value)) return undefined;
  return violated(member, value, `satisfy enum value set: [${allowed.join(', ')}]`);
}

function violated(member: string, value: string | number, constraint: string): string {
  return `Value '${value}' at '${member}' failed to satisfy constraint: Member must ${constraint}`;
}
