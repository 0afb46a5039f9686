import type { DeleteStackInput } from '@aws-sdk/client-cloudformation';
import { notImplemented } from '../../aws-error.ts';
import { deleteStack } from '../../formation/delete-stack.ts';
import { journalOf } from '../../formation/journal.ts';
import type { Stack } from '../../formation/model.ts';
import { validationError } from '../../formation/template-error.ts';
import type { Operation } from '../../operation.ts';
import type { Principal } from '../../principal.ts';
import { begin } from './operation.ts';
import { actorFor, checkPassRole } from './role.ts';
import { type CloudFormationCall, exportsOf, findStack } from './stacks.ts';
import type { CloudFormationState, Local } from './state.ts';

/** While one of these goes on, a stack cannot be deleted; a creation is cancelled instead. */
const BUSY = /^(UPDATE|ROLLBACK|IMPORT).*IN_PROGRESS$/;

/**
 * Begins to delete a stack; one that does not exist is no error. Throws ValidationError. CloudFormation API Reference,
 * DeleteStack.
 */
export const DeleteStack: Operation<CloudFormationState, DeleteStackInput, object, Local> = async (input, call) => {
  checkPassRole(call, input.RoleARN);
  if (input.DeletionMode === 'FORCE_DELETE_STACK') throw notImplemented('cloudformation DeleteStack with DeletionMode FORCE_DELETE_STACK');
  if (input.DeploymentConfig?.Mode === 'EXPRESS') throw notImplemented('cloudformation DeleteStack with DeploymentConfig.Mode EXPRESS');
  const stack = findStack(call, input.StackName ?? '');
  if (!stack || stack.status === 'DELETE_COMPLETE' || stack.status === 'DELETE_IN_PROGRESS') return {};
  if (stack.terminationProtection) {
    throw validationError(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`);
  }
  if (BUSY.test(stack.status)) throw validationError(`Stack [${stack.id}] cannot be deleted while in status ${stack.status}`);
  const retain = input.RetainResources ?? [];
  checkRetained(stack, retain);
  const roleArn = input.RoleARN ?? stack.roleArn;
  const actor = await actorFor(call, roleArn);
  const run = call.local.running.get(stack.id);
  if (run) {
    // Reason: a creation at work is told to stop, and what it was making is waited for, so that it can be deleted.
    run.interrupt('delete');
    journalOf(stack, call).stack('DELETE_IN_PROGRESS', 'User Initiated');
    void run.done.then(() => start(call, stack, actor, input));
    return {};
  }
  start(call, stack, actor, input);
  return {};
};

function start(call: CloudFormationCall, stack: Stack, actor: Principal, input: DeleteStackInput): void {
  const used = exportInUse(call, stack);
  if (used !== undefined) {
    journalOf(stack, call).stack(stack.status, `Delete canceled. Cannot delete export ${used}.`);
    return;
  }
  const options = { type: 'DELETE_STACK', actor, clientRequestToken: input.ClientRequestToken } as const;
  begin(call, stack, options, (deployment) => deleteStack(deployment, input.RetainResources ?? []));
}

function exportInUse(call: CloudFormationCall, stack: Stack): string | undefined {
  const exports = exportsOf(call);
  for (const { exportName } of stack.outputs) {
    const importers = exportName === undefined ? [] : exports.importers(exportName).filter((name) => name !== stack.name);
    if (importers.length > 0) return `${exportName} as it is in use by ${importers.join(', ')}`;
  }
  return undefined;
}

function checkRetained(stack: Stack, retain: readonly string[]): void {
  if (retain.length === 0) return;
  if (stack.status !== 'DELETE_FAILED') {
    throw validationError(
      `Invalid operation on stack [${stack.id}]. When you delete a stack, specify which resources to retain only when the stack is in the DELETE_FAILED state.`,
    );
  }
  const unknown = retain.filter((logicalId) => !stack.resources.has(logicalId));
  if (unknown.length > 0) {
    throw validationError(
      `The specified resources to retain must be in a valid state. Do not specify resources that are not in the stack: [${unknown.join(', ')}]`,
    );
  }
}
