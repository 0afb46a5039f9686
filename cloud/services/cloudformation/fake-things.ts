import { AwsError } from '../../aws-error.ts';
import { delay } from '../../clock.ts';
import type { ResourceContext, ResourceType } from '../../resource-type.ts';
import { defineService, type Service } from '../../service.ts';

/** What a test's template may say of a thing. */
export interface ThingProperties {
  /** A change replaces the thing. */
  Name?: string;
  Value?: unknown;
  /** Milliseconds until it is made or changed. */
  Wait?: number;
  Nested?: { Known?: string; Items?: { Known?: string }[] };
  Tags?: { Key: string; Value: string }[];
}

/** A world of things that stacks make, for tests: what there is, what was done, and what is to fail. */
export interface Things {
  service: Service;
  /** By physical id. */
  existing: Map<string, ThingProperties & { logicalId: string }>;
  /** `create A`, `update A`, `delete A` in order. */
  log: string[];
  /** Asked before each step: `create A` fails when it answers with an error. */
  failing: (step: string) => Error | undefined;
  /** Steps at work at the same time, at most. */
  mostAtOnce: number;
}

/** A service whose resource type `Test::Things::Thing` keeps things in a map. */
export function things(): Things {
  const world: Things = { service: undefined as never, existing: new Map(), log: [], failing: () => undefined, mostAtOnce: 0 };
  let atOnce = 0;
  const step = async (name: string, { clock, logicalId }: ResourceContext, wait: number | undefined) => {
    world.log.push(`${name} ${logicalId}`);
    world.mostAtOnce = Math.max(world.mostAtOnce, ++atOnce);
    try {
      if (wait !== undefined) await delay(clock, wait);
      else await Promise.resolve();
      const error = world.failing(`${name} ${logicalId}`);
      if (error) throw error;
    } finally {
      atOnce--;
    }
  };
  const type: ResourceType<ThingProperties> = {
    type: 'Test::Things::Thing',
    properties: {
      Name: 'replace',
      Value: 'update',
      Wait: 'update',
      Nested: { Known: 'update', Items: { Known: 'replace' } },
      Tags: 'update',
    },
    async create(context, properties) {
      await step('create', context, properties.Wait);
      const physicalId = properties.Name ?? context.physicalName(64);
      if (world.existing.has(physicalId)) throw new AwsError('ResourceAlreadyExistsException', `${physicalId} already exists`);
      world.existing.set(physicalId, { ...properties, logicalId: context.logicalId });
      return physicalId;
    },
    async update(context, physicalId, properties) {
      await step('update', context, properties.Wait);
      world.existing.set(physicalId, { ...properties, logicalId: context.logicalId });
    },
    async delete(context, physicalId) {
      await step('delete', context, undefined);
      if (!world.existing.delete(physicalId)) throw new AwsError('ThingNotFoundException', `${physicalId} is not there`);
    },
    find: async (_context, { Name }) => (Name !== undefined && world.existing.has(Name) ? Name : undefined),
    attributes: async (_context, physicalId, properties) => ({ Arn: `arn:things:${physicalId}`, Value: properties.Value ?? '' }),
  };
  const unlisted: ResourceType = { ...type, type: 'AWS::IAM::Role', properties: { RoleName: 'replace' } };
  world.service = defineService({
    name: 'things',
    wires: [],
    scope: 'region',
    initialState: () => ({}),
    operations: {},
    access: {},
    resourceTypes: [type, unlisted],
  }) as Service;
  return world;
}
