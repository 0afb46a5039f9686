import type { NormalizedSchema } from '@smithy/core/schema';
import type { $SchemaRef, StaticErrorSchema, StaticStructureSchema, StaticUnionSchema } from '@smithy/types';

/** A structure, union or error as the SDK writes it down: kind, namespace, name, traits, member names, member schemas, required count. */
export type StructureTuple = StaticStructureSchema | StaticUnionSchema | StaticErrorSchema;

/** The tuple behind a structure's schema. */
export function structureOf(shape: NormalizedSchema): StructureTuple {
  const schema: unknown = shape.getSchema();
  if (isStructure(schema)) return schema;
  throw new TypeError(`${shape.getName(true)} is no structure`);
}

function isStructure(schema: unknown): schema is StructureTuple {
  return Array.isArray(schema) && (schema[0] === 3 || schema[0] === 4 || schema[0] === -3);
}

/** How many of a structure's members are required: they come first. */
export function requiredCount(shape: NormalizedSchema): number {
  return structureOf(shape)[6] ?? 0;
}

/** A structure of our own, for envelopes that no schema models. */
export function structure(namespace: string, name: string, members: Record<string, $SchemaRef>): StaticStructureSchema {
  return [3, namespace, name, 0, Object.keys(members), Object.values(members)];
}

const parts = new WeakMap<StructureTuple, Map<string, StaticStructureSchema>>();

/** The structure with only some of its members: what of it travels in the body. */
export function only(shape: NormalizedSchema, names: readonly string[]): StaticStructureSchema {
  const whole = structureOf(shape);
  const known = parts.get(whole) ?? new Map<string, StaticStructureSchema>();
  parts.set(whole, known);
  const key = names.join();
  const part = known.get(key) ?? [3, whole[1], whole[2], whole[3], [...names], names.map((name) => memberRef(whole, name))];
  known.set(key, part);
  return part;
}

/** The schema of a structure's member. */
export function memberRef(structure: StructureTuple, name: string): $SchemaRef {
  return structure[5][structure[4].indexOf(name)]!;
}

/** The schemas that stand for simple types. @smithy/types, sentinels. */
export const STRING = 0;
export const DOCUMENT = 15;
