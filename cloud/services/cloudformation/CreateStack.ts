import type { CreateStackInput, CreateStackOutput } from '@aws-sdk/client-cloudformation';
import { AwsError, refuseMembers } from '../../aws-error.ts';
import { parseStackPolicy } from '../../formation/stack-policy.ts';
import { validationError } from '../../formation/template-error.ts';
import type { Operation } from '../../operation.ts';
import { beginCreate } from './operation.ts';
import { prepare } from './prepare.ts';
import { findStack, newStack } from './stacks.ts';
import type { CloudFormationState, Local } from './state.ts';

/**
 * Begins to create a stack. A property that nothing would honour is refused before anything is made. Throws
 * AlreadyExistsException, InsufficientCapabilitiesException, ValidationError. CloudFormation API Reference, CreateStack.
 */
export const CreateStack: Operation<CloudFormationState, CreateStackInput, CreateStackOutput, Local> = async (input, call) => {
  refuseMembers('cloudformation CreateStack', input, ['TimeoutInMinutes', 'StackPolicyURL']);
  const name = input.StackName ?? '';
  if (input.DisableRollback !== undefined && input.OnFailure !== undefined) {
    throw validationError('You cannot specify both DisableRollback and OnFailure');
  }
  const refuseTaken = () => {
    if (findStack(call, name)) throw new AwsError('AlreadyExistsException', `Stack [${name}] already exists`);
  };
  refuseTaken();
  const stack = newStack(call, name);
  if (input.StackPolicyBody !== undefined) parseStackPolicy(input.StackPolicyBody);
  const prepared = await prepare('CreateStack', call, input, stack);
  if (prepared.plan.problems.length > 0) throw validationError(prepared.plan.problems.map((problem) => problem.message).join(' '));
  // Reason: reading the template may have waited.
  refuseTaken();
  Object.assign(stack, {
    onFailure: input.OnFailure ?? 'ROLLBACK',
    disableRollback: input.DisableRollback ?? input.DeploymentConfig?.DisableRollback ?? false,
    terminationProtection: input.EnableTerminationProtection ?? false,
    ...(input.StackPolicyBody !== undefined && { policy: input.StackPolicyBody }),
  });
  call.state.stacks.set(stack.id, stack);
  beginCreate(call, stack, prepared, { clientRequestToken: input.ClientRequestToken, retainExceptOnCreate: input.RetainExceptOnCreate });
  return { StackId: stack.id };
};
