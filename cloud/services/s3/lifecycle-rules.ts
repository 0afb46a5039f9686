import type { LifecycleRule } from '@aws-sdk/client-s3';
import type { Bucket, ObjectVersion } from './state.ts';

const DAY_MS = 86_400_000;

export function dayOf(ms: number): number {
  return Math.floor(ms / DAY_MS);
}

/** Removes what the bucket's rules let end. S3 does it once a day, at midnight UTC. S3 User Guide, "Expiring objects". */
export function applyLifecycle(bucket: Bucket, now: number): void {
  const today = dayOf(now);
  if (!bucket.lifecycle || bucket.expiredUpTo >= today) return;
  bucket.expiredUpTo = today;
  const rules = bucket.lifecycle.filter(({ Status }) => Status === 'Enabled');
  for (const [key, versions] of [...bucket.objects]) {
    const kept = expire(bucket, key, versions, rules, now);
    if (kept.length === 0) bucket.objects.delete(key);
    else if (kept !== versions) bucket.objects.set(key, kept);
  }
  for (const [id, upload] of [...bucket.uploads]) {
    const ends = rules.some(({ AbortIncompleteMultipartUpload, ...rule }) => {
      const days = AbortIncompleteMultipartUpload?.DaysAfterInitiation;
      return days !== undefined && covers(rule, upload.key) && midnightAfter(upload.initiatedAt, days) <= now;
    });
    if (ends) bucket.uploads.delete(id);
  }
}

/** `Expiration` of reads and writes: when a rule will remove the object. */
export function expirationMember(bucket: Bucket, key: string, version: ObjectVersion): { Expiration?: string } {
  const due = (bucket.lifecycle ?? [])
    .filter((rule) => rule.Status === 'Enabled' && covers(rule, key, version))
    .flatMap((rule) => {
      const at = expiresAt(rule, version);
      return at === undefined ? [] : [{ at, id: rule.ID ?? '' }];
    })
    .sort((a, b) => a.at - b.at)[0];
  return due ? { Expiration: `expiry-date="${new Date(due.at).toUTCString()}", rule-id="${encodeURIComponent(due.id)}"` } : {};
}

function expire(bucket: Bucket, key: string, versions: ObjectVersion[], rules: readonly LifecycleRule[], now: number): ObjectVersion[] {
  let kept = versions;
  const current = versions.at(-1)!;
  if (!current.deleteMarker && rules.some((rule) => covers(rule, key, current) && (expiresAt(rule, current) ?? now + 1) <= now)) {
    const before = bucket.versioning === 'Enabled' ? versions : versions.filter(({ versionId }) => versionId !== 'null');
    kept = bucket.versioning === undefined ? [] : [...before, marker(bucket, now)];
  }
  kept = kept.filter((version, at) => !rules.some((rule) => covers(rule, key, version) && noncurrentEnded(rule, kept, at, now)));
  const only = kept.length === 1 ? kept[0]! : undefined;
  const alone = only?.deleteMarker && rules.some((rule) => covers(rule, key) && markerEnds(rule, only, now));
  return alone ? [] : kept;
}

function expiresAt({ Expiration }: LifecycleRule, { lastModified }: ObjectVersion): number | undefined {
  if (Expiration?.Date) return Expiration.Date.getTime();
  return Expiration?.Days === undefined ? undefined : midnightAfter(lastModified, Expiration.Days);
}

/** A version has been noncurrent since its successor came. */
function noncurrentEnded(
  { NoncurrentVersionExpiration: rule }: LifecycleRule,
  versions: readonly ObjectVersion[],
  at: number,
  now: number,
): boolean {
  const successor = versions[at + 1];
  if (!rule || !successor) return false;
  const newer = versions.length - 2 - at;
  return newer >= (rule.NewerNoncurrentVersions ?? 0) && midnightAfter(successor.lastModified, rule.NoncurrentDays ?? 0) <= now;
}

function markerEnds({ Expiration }: LifecycleRule, { lastModified }: ObjectVersion, now: number): boolean {
  if (Expiration?.ExpiredObjectDeleteMarker) return true;
  return Expiration?.Days !== undefined && midnightAfter(lastModified, Expiration.Days) <= now;
}

/** Some days later, at the next midnight UTC. */
function midnightAfter(ms: number, days: number): number {
  return Math.ceil((ms + days * DAY_MS) / DAY_MS) * DAY_MS;
}

function covers(rule: Pick<LifecycleRule, 'Filter' | 'Prefix'>, key: string, version?: ObjectVersion): boolean {
  const { Filter, Prefix } = rule;
  const prefix = Filter?.And?.Prefix ?? Filter?.Prefix ?? Prefix ?? '';
  if (!key.startsWith(prefix)) return false;
  const tags = Filter?.And?.Tags ?? (Filter?.Tag ? [Filter.Tag] : []);
  const size = version?.body.length ?? 0;
  const { ObjectSizeGreaterThan: above = -1, ObjectSizeLessThan: below = Number.POSITIVE_INFINITY } = Filter?.And ?? Filter ?? {};
  return size > above && size < below && tags.every(({ Key, Value }) => version?.tags.get(Key!) === Value);
}

function marker(bucket: Bucket, now: number): ObjectVersion {
  return {
    versionId: bucket.versioning === 'Enabled' ? `expired.${dayOf(now)}.${bucket.changes++}`.padEnd(32, '.') : 'null',
    deleteMarker: true,
    lastModified: dayOf(now) * DAY_MS,
    etag: '',
    body: new Uint8Array(),
    attributes: { StorageClass: 'STANDARD', Metadata: {} },
    tags: new Map(),
    encryption: bucket.encryption,
  };
}
