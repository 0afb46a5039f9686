import type { Principal } from './principal.ts';

/** The service that puts tags of its own on what it makes. */
export const CLOUDFORMATION = 'cloudformation.amazonaws.com';

/** Whether a tag key belongs to AWS and may not be set or removed by this caller. CloudFormation may, its own. */
export function isReservedTagKey(key: string, caller: Principal): boolean {
  if (!isSystemTag(key)) return false;
  return !(key.startsWith('aws:cloudformation:') && 'via' in caller && caller.via === CLOUDFORMATION);
}

/** Whether a tag is AWS's own. */
export function isSystemTag(key: string): boolean {
  return /^aws:/i.test(key);
}

/** How many of these tags count against a resource's quota: those of AWS do not. */
export function userTags(keys: Iterable<string>): number {
  let count = 0;
  for (const key of keys) if (!isSystemTag(key)) count += 1;
  return count;
}
