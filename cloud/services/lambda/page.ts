import { AwsError } from '../../aws-error.ts';
import { refuseViolations, valueWithin } from '../../constraints.ts';

/** A page of items in the order of their keys, from behind a marker. Throws InvalidParameterValueException. */
export function page<Item extends { key: string }>(
  all: readonly Item[],
  marker: string | undefined,
  maxItems: number | undefined,
  most: number,
): { items: Item[]; NextMarker?: string } {
  refuseViolations('ValidationException', [valueWithin('maxItems', maxItems, 1, 10_000)]);
  const after = marker === undefined || marker === '' ? '' : readMarker(marker);
  const sorted = all.filter(({ key }) => key > after).sort((a, b) => (a.key < b.key ? -1 : 1));
  const items = sorted.slice(0, Math.min(maxItems ?? most, most));
  return items.length < sorted.length ? { items, NextMarker: btoa(encodeURIComponent(items.at(-1)!.key)) } : { items };
}

function readMarker(marker: string): string {
  try {
    return decodeURIComponent(atob(marker));
  } catch {
    throw new AwsError('InvalidParameterValueException', 'Invalid Marker');
  }
}
