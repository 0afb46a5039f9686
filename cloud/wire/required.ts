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
  if (!shape.isStructSchema() && !shape.isListSchema() && !shape.isMapSchema()) return false;
  const schema: unknown = shape.getSchema();
  const key = typeof schema === 'object' && schema !== null ? schema : shape;
  const known = demanding.get(key);
  if (known !== undefined) return known;
  demanding.set(key, false); // a shape that contains itself demands nothing by that alone
  let result: boolean;
  if (shape.isStructSchema()) {
    result = !shape.isUnionSchema() && requiredCount(shape) > 0;
    for (const [, member] of shape.structIterator()) result = demands(member) || result;
  } else result = demands(shape.getValueSchema());
  demanding.set(key, result);
  return result;
}
