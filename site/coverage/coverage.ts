import type { PropertyChange, PropertyTable, ResourceType } from '../../cloud/resource-type.ts';
import type { Service } from '../../cloud/service.ts';

/** What the cloud honours of one service. */
export interface ServiceCoverage {
  name: string;
  operations: string[];
  types: TypeCoverage[];
}

export interface TypeCoverage {
  type: string;
  properties: { path: string; change: 'update' | 'replace' }[];
}

/** The services as the coverage page lists them: read from the tables that the cloud itself works by. */
// biome-ignore lint/suspicious/noExplicitAny: services of any state stand in one table.
export function coverageOf(services: readonly Service<any, any>[]): ServiceCoverage[] {
  return services
    .map(({ name, operations, resourceTypes }) => ({
      name,
      operations: Object.keys(operations).sort(),
      types: resourceTypes.map(typeCoverage).toSorted((a, b) => a.type.localeCompare(b.type)),
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/** `Tags.*` stands for a property of any name. */
function typeCoverage({ type, properties }: ResourceType): TypeCoverage {
  return { type, properties: flat(properties, '').toSorted((a, b) => a.path.localeCompare(b.path)) };
}

function flat(table: PropertyTable, above: string): { path: string; change: 'update' | 'replace' }[] {
  return Object.entries(table).flatMap(([name, change]: [string, PropertyChange]) => {
    const path = `${above}${name}`;
    return typeof change === 'string' ? [{ path, change }] : flat(change, `${path}.`);
  });
}

/** The place of a resource type on the coverage page: `AWS::Lambda::Function` -> `aws-lambda-function`. */
export function anchorOf(type: string): string {
  return type.toLowerCase().replaceAll('::', '-');
}
