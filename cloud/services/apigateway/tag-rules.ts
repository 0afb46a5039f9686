import { isReservedTagKey } from '../../tag-keys.ts';
import { badRequest } from './ids.ts';

const MAX_TAGS = 50;

/** Throws BadRequestException. */
export function checkTags(tags: Record<string, string> | undefined): void {
  const keys = Object.keys(tags ?? {});
  const reserved = keys.find(isReservedTagKey);
  if (reserved !== undefined) throw badRequest(`aws: prefixed tag key names are not allowed for external use. Key: ${reserved}`);
  if (keys.length > MAX_TAGS) throw badRequest(`A resource can have at most ${MAX_TAGS} tags`);
}
