import type { ResourceStatus, StackStatus } from '@aws-sdk/client-cloudformation';
import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import { masked } from './masked.ts';
import type { Properties, Resource, Stack } from './model.ts';

/** Writes what happens to a stack into its state and its events. */
export interface Journal {
  stack(status: StackStatus, reason?: string): void;
  resource(resource: Resource, status: ResourceStatus, reason?: string, properties?: Properties): void;
}

const STACK_TYPE = 'AWS::CloudFormation::Stack';

/** `changed` says that the stack is to be saved. */
export function journalOf(stack: Stack, { clock, random, changed }: { clock: Clock; random: Random; changed: () => void }): Journal {
  // Reason: readers sort events by their time, so no two may share one.
  const nextInstant = () => Math.max(clock.now(), (stack.events.at(-1)?.at ?? 0) + 1);
  const operation = () => ({
    operationId: stack.operation?.id ?? '',
    ...(stack.operation?.clientRequestToken !== undefined && { clientRequestToken: stack.operation.clientRequestToken }),
  });
  return {
    stack(status, reason) {
      stack.status = status;
      stack.statusReason = reason;
      stack.events.push({
        id: random.uuid(),
        ...operation(),
        logicalId: stack.name,
        physicalId: stack.id,
        type: STACK_TYPE,
        at: nextInstant(),
        status,
        ...(reason !== undefined && { reason }),
      });
      changed();
    },
    resource(resource, status, reason, properties) {
      const at = nextInstant();
      Object.assign(resource, { status, statusReason: reason, changedAt: at });
      stack.events.push({
        id: `${resource.logicalId}-${random.uuid()}`,
        ...operation(),
        logicalId: resource.logicalId,
        ...(resource.physicalId !== undefined && { physicalId: resource.physicalId }),
        type: resource.type,
        at,
        status,
        ...(reason !== undefined && { reason }),
        ...(properties && { properties: JSON.stringify(masked(properties, stack.deployed?.parameters ?? [])) }),
      });
      changed();
    },
  };
}
