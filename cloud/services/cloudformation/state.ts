import type { Interruption } from '../../formation/deployment.ts';
import type { Stack } from '../../formation/model.ts';
import type { ResourceType } from '../../resource-type.ts';
import type { Service } from '../../service.ts';

/** The stacks of a region, deleted ones for 90 days, by id. */
export interface CloudFormationState {
  stacks: Map<string, Stack>;
}

/** What lives as long as the process. */
export interface Local {
  types: ReadonlyMap<string, ResourceType>;
  /** Operations at work, by stack id. */
  running: Map<string, Run>;
  /** Reports a fault of the engine itself. */
  fault(error: unknown): void;
}

/** An operation at work on a stack. */
export interface Run {
  interrupt(why: Interruption): void;
  /** Resolves when it has ended, whatever came of it; never rejects. */
  done: Promise<void>;
}

/** The types of every service of the cloud, and nothing at work. */
export function createLocal(services: readonly Service[]): Local {
  const types = services.flatMap((service) => service.resourceTypes);
  return { types: new Map(types.map((type) => [type.type, type])), running: new Map(), fault: () => {} };
}
