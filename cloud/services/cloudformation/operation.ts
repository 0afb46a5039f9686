import { createStack } from '../../formation/create-stack.ts';
import type { Deployment, Interruption } from '../../formation/deployment.ts';
import { journalOf } from '../../formation/journal.ts';
import type { Blueprint, OperationType, Stack } from '../../formation/model.ts';
import { validationError } from '../../formation/template-error.ts';
import { updateStack } from '../../formation/update-stack.ts';
import type { Principal } from '../../principal.ts';
import { CLOUDFORMATION } from '../../tag-keys.ts';
import type { Prepared } from './prepare.ts';
import { contextsFor, existingFor, typesFor } from './resource-context.ts';
import { ssmLookup, stackOutputReader } from './role.ts';
import { type CloudFormationCall, exportsOf } from './stacks.ts';

/** What an operation on a stack is begun with. */
export interface Begin {
  type: OperationType;
  /** Who makes the resources. */
  actor: Principal;
  clientRequestToken?: string | undefined;
  retainExceptOnCreate?: boolean | undefined;
  importExisting?: boolean | undefined;
}

/** Keeps what stood before an unfinished operation: the way back leads there. */
const UNFINISHED = /FAILED$/;

/**
 * Begins an operation that goes on after the call has returned. One at a time: the stack's status keeps others out.
 */
export function begin(call: CloudFormationCall, stack: Stack, options: Begin, work: (deployment: Deployment) => Promise<void>): void {
  const { type, actor, clientRequestToken, retainExceptOnCreate, importExisting } = options;
  const aws = call.as(throughCloudFormation(actor));
  const id = call.random.uuid();
  const unfinished = stack.operation;
  const deployed = stack.deployed;
  stack.operation = {
    id,
    type,
    garbage: unfinished?.garbage ?? [],
    ...(clientRequestToken !== undefined && { clientRequestToken }),
    ...(retainExceptOnCreate && { retainExceptOnCreate }),
    ...(importExisting && { importExisting }),
    ...(unfinished?.previous
      ? { previous: unfinished.previous }
      : type === 'UPDATE_STACK' &&
        deployed && {
          previous: structuredClone({ deployed, resources: stack.resources, outputs: stack.outputs, imports: stack.imports }),
        }),
  };
  stack.lastOperations = [{ type, id }, ...stack.lastOperations].slice(0, 2);
  let interruption: Interruption | undefined;
  const journal = journalOf(stack, call);
  const deployment: Deployment = {
    stack,
    journal,
    random: call.random,
    typeOf: typesFor(call, stack),
    lookUp: ssmLookup(aws),
    readStackOutput: stackOutputReader(call, actor),
    exports: exportsOf(call),
    interruption: () => interruption,
    contextOf: contextsFor(call, stack, aws),
    findExisting: importExisting ? existingFor(call, stack, aws) : async () => undefined,
  };
  const done = work(deployment)
    .catch((error: unknown) => {
      call.local.fault(error);
      const failed = { CREATE_STACK: 'ROLLBACK_FAILED', ROLLBACK: 'ROLLBACK_FAILED', DELETE_STACK: 'DELETE_FAILED' } as const;
      const status = type in failed ? failed[type as keyof typeof failed] : 'UPDATE_ROLLBACK_FAILED';
      journal.stack(status, `Internal failure of the embedded cloud: ${error instanceof Error ? error.message : String(error)}`);
    })
    .then(() => {
      call.local.running.delete(stack.id);
      if (interruption !== 'stop' && !UNFINISHED.test(stack.status)) stack.operation = undefined;
      if (stack.status === 'DELETE_COMPLETE') stack.deletedAt = call.clock.now();
      call.changed();
    });
  call.local.running.set(stack.id, {
    interrupt: (why) => {
      interruption ??= why;
    },
    done,
  });
}

/** Begins the creation of a stack from a checked proposal. */
export function beginCreate(call: CloudFormationCall, stack: Stack, prepared: Prepared, options: Omit<Begin, 'type' | 'actor'>): void {
  takeOver(stack, prepared.blueprint, prepared.roleArn);
  begin(call, stack, { type: 'CREATE_STACK', actor: prepared.actor, ...options }, (deployment) => createStack(deployment, prepared.loaded));
}

/** Begins an update of a stack from a checked proposal. */
export function beginUpdate(call: CloudFormationCall, stack: Stack, prepared: Prepared, options: Omit<Begin, 'type' | 'actor'>): void {
  begin(call, stack, { type: 'UPDATE_STACK', actor: prepared.actor, ...options }, (deployment) => {
    takeOver(stack, prepared.blueprint, prepared.roleArn);
    stack.updatedAt = call.clock.now();
    return updateStack(deployment, prepared.loaded);
  });
}

/** A principal in whose name CloudFormation calls: its own tags are taken from nobody else. */
function throughCloudFormation(actor: Principal): Principal {
  return 'account' in actor ? { ...actor, via: CLOUDFORMATION } : actor;
}

function takeOver(stack: Stack, blueprint: Blueprint, roleArn: string | undefined): void {
  stack.deployed = blueprint;
  if (roleArn !== undefined) stack.roleArn = roleArn;
  for (const changeSet of stack.changeSets.values()) {
    if (changeSet.executionStatus === 'AVAILABLE') changeSet.executionStatus = 'OBSOLETE';
  }
}

/** The states in which an update may begin. */
const UPDATABLE = ['CREATE_COMPLETE', 'CREATE_FAILED', 'UPDATE_COMPLETE', 'UPDATE_FAILED', 'UPDATE_ROLLBACK_COMPLETE', 'IMPORT_COMPLETE'];

/** Throws ValidationError where no update may begin. */
export function checkUpdatable(stack: Stack): void {
  if (!UPDATABLE.includes(stack.status)) throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
}
