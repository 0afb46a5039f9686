import type {
  GetStackPolicyInput,
  GetStackPolicyOutput,
  ListHookResultsInput,
  ListHookResultsOutput,
  SetStackPolicyInput,
  UpdateTerminationProtectionInput,
  UpdateTerminationProtectionOutput,
} from '@aws-sdk/client-cloudformation';
import { refuseMembers } from '../../aws-error.ts';
import { parseStackPolicy } from '../../formation/stack-policy.ts';
import { validationError } from '../../formation/template-error.ts';
import type { Operation } from '../../operation.ts';
import { livingStackAt } from './stacks.ts';
import type { CloudFormationState, Local } from './state.ts';

/** Throws ValidationError. CloudFormation API Reference, UpdateTerminationProtection. */
export const UpdateTerminationProtection: Operation<
  CloudFormationState,
  UpdateTerminationProtectionInput,
  UpdateTerminationProtectionOutput,
  Local
> = (input, call) => {
  const stack = livingStackAt(call, input.StackName);
  if (stack.parentId !== undefined) throw validationError(`TerminationProtection cannot be changed on nested stack [${stack.id}]`);
  stack.terminationProtection = input.EnableTerminationProtection ?? false;
  return { StackId: stack.id };
};

/** Throws ValidationError. CloudFormation User Guide, "Prevent updates to stack resources". */
export const SetStackPolicy: Operation<CloudFormationState, SetStackPolicyInput, object, Local> = (input, call) => {
  refuseMembers('cloudformation SetStackPolicy', input, ['StackPolicyURL']);
  const stack = livingStackAt(call, input.StackName);
  if (input.StackPolicyBody === undefined) throw validationError('You must specify either StackPolicyBody or StackPolicyURL');
  parseStackPolicy(input.StackPolicyBody);
  stack.policy = input.StackPolicyBody;
  return {};
};

/** The stack's policy, when it has one. Throws ValidationError. */
export const GetStackPolicy: Operation<CloudFormationState, GetStackPolicyInput, GetStackPolicyOutput, Local> = (input, call) => {
  return { StackPolicyBody: livingStackAt(call, input.StackName).policy };
};

/** There are no hooks, so none has a result. The CDK toolkit asks after a failed change set. */
export const ListHookResults: Operation<CloudFormationState, ListHookResultsInput, ListHookResultsOutput, Local> = () => ({
  HookResults: [],
});
