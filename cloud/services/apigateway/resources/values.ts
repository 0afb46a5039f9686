import type { PatchOperation } from '@aws-sdk/client-api-gateway';
import { patchSegment } from '../patch.ts';

/** Template numbers may be texts. */
export function numberOf(value: number | string | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

/** Template booleans may be texts. */
export function booleanOf(value: boolean | string | undefined): boolean | undefined {
  return value === undefined ? undefined : String(value) === 'true';
}

/** The entries of a map as booleans. */
export function booleansOf(map: Record<string, boolean | string> | undefined): Record<string, boolean> | undefined {
  return map && Object.fromEntries(Object.entries(map).map(([name, value]) => [name, booleanOf(value)!]));
}

/** Sets or takes away one value. */
export function patch(path: string, value: string | number | boolean | undefined): PatchOperation {
  return value === undefined ? { op: 'remove', path } : { op: 'replace', path, value: String(value) };
}

/** Brings a map to what it shall be. */
export function patchMap(path: string, after: Record<string, unknown> = {}, before: Record<string, unknown> = {}): PatchOperation[] {
  const gone = Object.keys(before).filter((name) => !Object.hasOwn(after, name));
  return [
    ...gone.map((name) => ({ op: 'remove' as const, path: `${path}/${patchSegment(name)}` })),
    ...Object.entries(after).map(([name, value]) => ({
      op: 'replace' as const,
      path: `${path}/${patchSegment(name)}`,
      value: String(value),
    })),
  ];
}
