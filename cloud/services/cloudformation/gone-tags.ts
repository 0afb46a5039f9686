import type { Properties, Stack, Tag, Value } from '../../formation/model.ts';
import { TAG_PROPERTIES } from '../../formation/property-table.ts';
import type { PropertyTable, ResourceType } from '../../resource-type.ts';

/** The tags that a stack had before the update at work, and has no more. */
export function goneTags({ operation, deployed }: Stack): Tag[] {
  const kept = new Set(deployed?.tags.map(({ Key }) => Key));
  return (operation?.previous?.deployed.tags ?? []).filter(({ Key }) => !kept.has(Key));
}

/** A resource's former properties with tags among its own that came from its stack: what updates it takes them away. */
export function withGoneTags({ properties: table }: ResourceType, previous: Properties, gone: readonly Tag[]): Properties {
  return gone.length === 0 ? previous : tagged(table, previous, gone);
}

function tagged(table: PropertyTable, previous: Properties, gone: readonly Tag[]): Properties {
  const name = TAG_PROPERTIES.find((one) => Object.hasOwn(table, one));
  if (name === undefined) {
    const { Replicas } = previous;
    if (typeof table.Replicas !== 'object' || !Array.isArray(Replicas)) return previous;
    const replicaTable = table.Replicas;
    return { ...previous, Replicas: Replicas.map((replica) => tagged(replicaTable, replica as Properties, gone)) };
  }
  const own = previous[name];
  const change = table[name]!;
  if (typeof change === 'object' && Object.hasOwn(change, '*'))
    return {
      ...previous,
      [name]: { ...Object.fromEntries(gone.map(({ Key, Value }) => [Key, Value])), ...(own as Record<string, Value> | undefined) },
    };
  return { ...previous, [name]: [...gone.map((tag) => ({ ...tag })), ...((own as Value[] | undefined) ?? [])] };
}
