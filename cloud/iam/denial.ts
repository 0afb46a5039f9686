import { principalArn } from '../principal.ts';
import type { AccessRequest, Decision } from './evaluate.ts';

/** A denial in AWS's words. IAM User Guide, "Troubleshoot access denied error messages". */
export function denialMessage(
  { principal, action, resource }: AccessRequest,
  { explicit, by }: Extract<Decision, { allowed: false }>,
): string {
  const isS3 = action.startsWith('s3:');
  if (principal.type === 'anonymous') return 'Access Denied';
  const who = `User: ${principalArn(principal)} is not authorized to perform: ${action}`;
  const where = ` on resource: ${isS3 ? `"${resource}"` : resource}`;
  // Reason: STS tells nobody why a role may not be assumed.
  if (action === 'sts:AssumeRole') return explicit ? `${who}${where} with an explicit deny` : `${who}${where}`;
  if (explicit) return `${who}${where} with an explicit deny in ${/^[aeiou]/.test(by) ? 'an' : 'a'} ${by}`;
  return `${who}${where} because no ${by} allows the ${action} action`;
}
