import type { UpdateStackInput, UpdateStackOutput } from '@aws-sdk/client-cloudformation';
import { refuseMembers } from '../../aws-error.ts';
import { deniedByPolicy, parseStackPolicy } from '../../formation/stack-policy.ts';
import { validationError } from '../../formation/template-error.ts';
import type { Operation } from '../../operation.ts';
import { beginUpdate, checkUpdatable } from './operation.ts';
import { isEmpty, prepare } from './prepare.ts';
import { livingStackAt } from './stacks.ts';
import type { CloudFormationState, Local } from './state.ts';

/**
 * Begins to update a stack. Throws ValidationError, also when there is nothing to do, InsufficientCapabilitiesException.
 * CloudFormation API Reference, UpdateStack.
 */
export const UpdateStack: Operation<CloudFormationState, UpdateStackInput, UpdateStackOutput, Local> = async (input, call) => {
  refuseMembers('cloudformation UpdateStack', input, ['StackPolicyURL', 'StackPolicyDuringUpdateURL']);
  const stack = livingStackAt(call, input.StackName);
  checkUpdatable(stack);
  if (input.StackPolicyBody !== undefined) parseStackPolicy(input.StackPolicyBody);
  const prepared = await prepare('UpdateStack', call, input, stack);
  if (prepared.plan.problems.length > 0) throw validationError(prepared.plan.problems.map((problem) => problem.message).join(' '));
  // Reason: reading the template may have waited.
  checkUpdatable(stack);
  if (isEmpty(prepared, stack)) {
    if (input.StackPolicyBody === undefined) throw validationError('No updates are to be performed.');
    stack.policy = input.StackPolicyBody;
    return { StackId: stack.id };
  }
  const denied = deniedByPolicy(input.StackPolicyDuringUpdateBody ?? stack.policy, prepared.plan.changes);
  if (denied !== undefined) throw validationError(denied);
  if (input.StackPolicyBody !== undefined) stack.policy = input.StackPolicyBody;
  stack.disableRollback = input.DisableRollback ?? input.DeploymentConfig?.DisableRollback ?? false;
  beginUpdate(call, stack, prepared, { clientRequestToken: input.ClientRequestToken, retainExceptOnCreate: input.RetainExceptOnCreate });
  return { StackId: stack.id };
};
