import type { Tag } from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error.ts';
import type { Principal } from '../../principal.ts';
import { isReservedTagKey, userTags } from '../../tag-keys.ts';
import { invalidArgument } from './errors.ts';

const LIMITS = { object: 10, bucket: 50 } as const;

/** Checks a tag set. Throws InvalidTag, BadRequest. S3 User Guide, "Categorizing your objects using tags". */
export function tagsFrom(set: readonly Tag[], on: keyof typeof LIMITS, caller: Principal): Map<string, string> {
  const tags = new Map<string, string>();
  for (const { Key: key, Value: value } of set) {
    if (!key || key.length > 128) throw invalidTag('The TagKey you have provided is invalid');
    if (value === undefined || value.length > 256) throw invalidTag('The TagValue you have provided is invalid');
    if (isReservedTagKey(key, caller)) throw invalidTag('System tags cannot be added/updated by requester');
    if (tags.has(key)) throw invalidTag('Cannot provide multiple Tags with the same key');
    tags.set(key, value);
  }
  if (userTags(tags.keys()) > LIMITS[on]) {
    throw new AwsError(
      'BadRequest',
      on === 'object' ? 'Object tags cannot be greater than 10' : 'Bucket tag count cannot be greater than 50',
      {
        status: 400,
      },
    );
  }
  return tags;
}

/** Reads the x-amz-tagging header: `a=1&b=2`. Throws InvalidArgument and what tagsFrom throws. */
export function tagsFromHeader(header: string | undefined, caller: Principal): Map<string, string> {
  if (!header) return new Map();
  const pairs = [...new URLSearchParams(header)];
  if (pairs.some(([key]) => key === ''))
    throw invalidArgument(
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
    );
  return tagsFrom(
    pairs.map(([Key, Value]) => ({ Key, Value })),
    'object',
    caller,
  );
}

export function tagSet(tags: ReadonlyMap<string, string>): { Key: string; Value: string }[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}

/** Throws InvalidTag where a caller would take away tags that are AWS's own. */
export function keepSystemTags(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>, caller: Principal): void {
  for (const key of before.keys())
    if (!after.has(key) && isReservedTagKey(key, caller)) throw invalidTag('System tags cannot be removed by requester');
}

function invalidTag(message: string): AwsError {
  return new AwsError('InvalidTag', message, { status: 400 });
}
