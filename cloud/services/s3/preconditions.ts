import { notImplemented } from '../../aws-error.ts';
import { s3Error } from './errors.ts';
import type { ObjectVersion } from './state.ts';

/** What a reader makes the answer depend on. */
export interface ReadConditions {
  IfMatch?: string | undefined;
  IfNoneMatch?: string | undefined;
  IfModifiedSince?: Date | undefined;
  IfUnmodifiedSince?: Date | undefined;
}

/** Throws PreconditionFailed (412) or NotModified (304). RFC 9110, section 13. */
export function checkRead(version: ObjectVersion, conditions: ReadConditions): void {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions;
  if (IfMatch !== undefined) {
    if (!names(IfMatch, version.etag)) throw s3Error('PreconditionFailed');
  } else if (IfUnmodifiedSince && version.lastModified > IfUnmodifiedSince.getTime()) throw s3Error('PreconditionFailed');
  if (IfNoneMatch !== undefined) {
    if (names(IfNoneMatch, version.etag)) throw s3Error('NotModified');
  } else if (IfModifiedSince && version.lastModified <= IfModifiedSince.getTime()) throw s3Error('NotModified');
}

/** The same for the source of a copy, where every miss is PreconditionFailed. */
export function checkCopySource(version: ObjectVersion, conditions: ReadConditions): void {
  try {
    checkRead(version, conditions);
  } catch {
    throw s3Error('PreconditionFailed');
  }
}

/** Conditional writes: `If-None-Match: *` and `If-Match: etag`. Throws PreconditionFailed, NoSuchKey. S3 User Guide, "Conditional writes". */
export function checkWrite(
  current: ObjectVersion | undefined,
  { IfMatch, IfNoneMatch }: { IfMatch?: string | undefined; IfNoneMatch?: string | undefined },
): void {
  if (IfNoneMatch !== undefined) {
    if (IfNoneMatch !== '*') throw notImplemented('s3 conditional writes with an If-None-Match other than *');
    if (current) throw s3Error('PreconditionFailed');
  }
  if (IfMatch === undefined) return;
  if (!current) throw s3Error('NoSuchKey');
  if (!names(IfMatch, current.etag)) throw s3Error('PreconditionFailed');
}

/** Whether a list of entity tags (with or without quotes), or `*`, names this one. */
function names(list: string, etag: string): boolean {
  return list.split(',').some((tag) => {
    const bare = tag.trim().replace(/^W\//, '').replaceAll('"', '');
    return bare === '*' || bare === etag.replaceAll('"', '');
  });
}
