import { pageAfter } from '../../page.ts';
import { type Random, UPPER_AND_DIGITS } from '../../random.ts';
import { cloudFrontError, invalidArgument } from './errors.ts';
import type { CloudFrontCall } from './local.ts';
import type { Versioned } from './state.ts';

/** `E2QWRUHAPOMQZL`: distributions, origin access controls and versions are all named so. */
export function entityId(random: Random): string {
  return `E${random.text(13, UPPER_AND_DIGITS)}`;
}

/** A first version. Policies have UUIDs for ids. */
export function firstVersion<Config>({ clock, random }: CloudFrontCall, id: string, config: Config): Versioned<Config> {
  return { id, etag: entityId(random), modifiedAt: clock.now(), config };
}

/** Replaces what a version's holder has read. Throws InvalidIfMatchVersion, PreconditionFailed. */
export function replaceVersion<Config>(
  versioned: Versioned<Config>,
  config: Config,
  IfMatch: string | undefined,
  { clock, random }: CloudFrontCall,
): void {
  checkVersion(versioned, IfMatch);
  versioned.config = config;
  versioned.etag = entityId(random);
  versioned.modifiedAt = clock.now();
}

/** Whoever changes something must have read its present version. */
export function checkVersion({ etag }: { etag: string }, IfMatch: string | undefined): void {
  if (IfMatch === undefined || IfMatch === '') throw cloudFrontError('InvalidIfMatchVersion');
  if (IfMatch !== etag) throw cloudFrontError('PreconditionFailed');
}

const MOST_ITEMS = 100;

/** One page of a list as CloudFront tells it, in the order of the ids. */
export function listOf<Item, Told>(
  items: Iterable<Item>,
  id: (item: Item) => string,
  { Marker, MaxItems = MOST_ITEMS }: { Marker?: string | undefined; MaxItems?: number | undefined },
  tell: (item: Item) => Told,
): { Marker: string; MaxItems: number; IsTruncated: boolean; Quantity: number; Items?: Told[]; NextMarker?: string } {
  if (!Number.isInteger(MaxItems) || MaxItems < 1 || MaxItems > MOST_ITEMS) throw invalidArgument('The parameter MaxItems is invalid.');
  const refuse = () => invalidArgument('The parameter Marker is invalid.');
  const page = pageAfter(items, id, { token: Marker, size: MaxItems }, refuse);
  return {
    Marker: Marker ?? '',
    MaxItems,
    IsTruncated: page.next !== undefined,
    Quantity: page.items.length,
    ...(page.items.length > 0 && { Items: page.items.map(tell) }),
    ...(page.next !== undefined && { NextMarker: page.next }),
  };
}
