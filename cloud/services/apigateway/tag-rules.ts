import type { Principal } from '../../principal.ts';
import { isReservedTagKey, userTags } from '../../tag-keys.ts';
import { badRequest } from './ids.ts';

const MAX_TAGS = 50;

/** Throws BadRequestException. */
export function checkTags(tags: Record<string, string> | undefined, caller: Principal, present: Record<string, string> = {}): void {
  refuseReserved(Object.keys(tags ?? {}), caller);
  if (userTags(Object.keys({ ...present, ...tags })) > MAX_TAGS) throw badRequest(`A resource can have at most ${MAX_TAGS} tags`);
}

/** Throws BadRequestException for keys that are AWS's own. */
export function refuseReserved(keys: readonly string[], caller: Principal): void {
  const reserved = keys.find((key) => isReservedTagKey(key, caller));
  if (reserved !== undefined) throw badRequest(`aws: prefixed tag key names are not allowed for external use. Key: ${reserved}`);
}
