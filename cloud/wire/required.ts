import type { NormalizedSchema } from '@smithy/core/schema';
import { requiredCount } from './schema.ts';

/** Paths of required members that are absent, as AWS writes them: `tags.1.member.key`. */
export function missingMembers(shape: NormalizedSchema, value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || !demands(shape)) return [];
  if (shape.isStructSchema()) {
    const missing: string[] = [];
    let left = shape.isUnionSchema() ? 0 : requiredCount(shape);
    for (const [name, member] of shape.structIterator()) {
      const at = `${path}${name.charAt(0).toLowerCase()}${name.slice(1)}`;
      const given = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
      if (given === undefined || given === null) {
        if (left > 0) missing.push(at);
      } else missing.push(...missingMembers(member, given, `${at}.`));
      left--;
    }
    return missing;
  }
  const item = shape.getValueSchema();
  if (Array.isArray(value)) return value.flatMap((entry, index) => missingMembers(item, entry, `${path}${index + 1}.member.`));
  return Object.entries(value).flatMap(([key, entry]) => missingMembers(item, entry, `${path}${key}.member.`));
}

const demanding = new WeakMap<object, boolean>();

/** Whether anything in a shape is required: most of a large input need not be walked. */
function demands(shape: NormalizedSchema): boolean {
  const schema: unknown = shape.getSchema();
  const key = typeof schema === 'object' && schema !== null ? schema : shape;
  const known = demanding.get(key) ?? searchDemand(shape, new Set());
  demanding.set(key, known);
  return known;
}

/** A shape that contains itself demands nothing by that alone: `seen` ends the search. */
function searchDemand(shape: NormalizedSchema, seen: Set<unknown>): boolean {
  if (!shape.isStructSchema()) return (shape.isListSchema() || shape.isMapSchema()) && searchDemand(shape.getValueSchema(), seen);
  if (seen.has(shape.getSchema())) return false;
  seen.add(shape.getSchema());
  if (!shape.isUnionSchema() && requiredCount(shape) > 0) return true;
  for (const [, member] of shape.structIterator()) if (searchDemand(member, seen)) return true;
  return false;
}
