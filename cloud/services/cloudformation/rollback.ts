import type {
  CancelUpdateStackInput,
  ContinueUpdateRollbackInput,
  ContinueUpdateRollbackOutput,
  RollbackStackInput,
  RollbackStackOutput,
} from '@aws-sdk/client-cloudformation';
import { refuseMembers } from '../../aws-error.ts';
import { undoCreation } from '../../formation/create-stack.ts';
import { validationError } from '../../formation/template-error.ts';
import { rollBackUpdate } from '../../formation/update-stack.ts';
import type { Operation } from '../../operation.ts';
import { begin } from './operation.ts';
import { actorFor, checkPassRole } from './role.ts';
import { livingStackAt } from './stacks.ts';
import type { CloudFormationState, Local } from './state.ts';

/** Stops an update and takes it back. Throws ValidationError. CloudFormation API Reference, CancelUpdateStack. */
export const CancelUpdateStack: Operation<CloudFormationState, CancelUpdateStackInput, object, Local> = (input, call) => {
  const stack = livingStackAt(call, input.StackName);
  if (stack.status !== 'UPDATE_IN_PROGRESS') {
    throw validationError(`CancelUpdateStack cannot be called from current stack status`);
  }
  call.local.running.get(stack.id)?.interrupt('cancel');
  return {};
};

/** Tries once more to take an update back. Throws ValidationError. CloudFormation API Reference, ContinueUpdateRollback. */
export const ContinueUpdateRollback: Operation<
  CloudFormationState,
  ContinueUpdateRollbackInput,
  ContinueUpdateRollbackOutput,
  Local
> = async (input, call) => {
  const stack = livingStackAt(call, input.StackName);
  if (stack.status !== 'UPDATE_ROLLBACK_FAILED' || !stack.operation?.previous) {
    throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not continue rollback.`);
  }
  checkPassRole(call, input.RoleARN);
  const actor = await actorFor(call, input.RoleARN ?? stack.roleArn);
  const options = { type: 'CONTINUE_ROLLBACK', actor, clientRequestToken: input.ClientRequestToken } as const;
  begin(call, stack, options, (deployment) => rollBackUpdate(deployment, 'User Initiated', input.ResourcesToSkip ?? []));
  return {};
};

/** Rolls back a stack whose failure was left as it was. Throws ValidationError. CloudFormation API Reference, RollbackStack. */
export const RollbackStack: Operation<CloudFormationState, RollbackStackInput, RollbackStackOutput, Local> = async (input, call) => {
  refuseMembers('cloudformation RollbackStack', { Mode: input.DeploymentConfig?.Mode === 'EXPRESS' || undefined }, ['Mode']);
  const stack = livingStackAt(call, input.StackName);
  checkPassRole(call, input.RoleARN);
  if (stack.status !== 'CREATE_FAILED' && !(stack.status === 'UPDATE_FAILED' && stack.operation?.previous)) {
    throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be rolled back.`);
  }
  const actor = await actorFor(call, input.RoleARN ?? stack.roleArn);
  const isCreation = stack.status === 'CREATE_FAILED';
  const { ClientRequestToken: clientRequestToken, RetainExceptOnCreate: retainExceptOnCreate } = input;
  begin(call, stack, { type: 'ROLLBACK', actor, clientRequestToken, retainExceptOnCreate }, (deployment) => {
    if (!isCreation) return rollBackUpdate(deployment, 'User Initiated');
    deployment.journal.stack('ROLLBACK_IN_PROGRESS', 'User Initiated');
    return undoCreation(deployment, 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED');
  });
  return { StackId: stack.id };
};
