import type { CreateChangeSetInput, CreateChangeSetOutput } from '@aws-sdk/client-cloudformation';
import { AwsError, notImplemented } from '../../aws-error.ts';
import { journalOf } from '../../formation/journal.ts';
import type { ChangeSet, Problem, Stack } from '../../formation/model.ts';
import { validationError } from '../../formation/template-error.ts';
import type { Operation } from '../../operation.ts';
import { checkUpdatable } from './operation.ts';
import { isEmpty, type Prepared, prepare } from './prepare.ts';
import { type CloudFormationCall, findStack, newStack } from './stacks.ts';
import type { CloudFormationState, Local } from './state.ts';

const NO_CHANGES = "The submitted information didn't contain changes. Submit different information to create a change set.";

/**
 * Works out what a template would change, without changing anything; the change set is ready when the call returns. A
 * property that nothing would honour fails it. Throws AlreadyExistsException, InsufficientCapabilitiesException,
 * ValidationError. CloudFormation API Reference, CreateChangeSet.
 */
export const CreateChangeSet: Operation<CloudFormationState, CreateChangeSetInput, CreateChangeSetOutput, Local> = async (input, call) => {
  refuse(input);
  const type = input.ChangeSetType === 'CREATE' ? 'CREATE' : 'UPDATE';
  const name = input.ChangeSetName ?? '';
  if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) {
    throw validationError(
      `1 validation error detected: Value '${name}' at 'changeSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  }
  const stack = stackFor(call, input.StackName ?? '', type, name);
  const prepared = await prepare('CreateChangeSet', call, input, stack);
  const changeSet = changeSetOf(call, input, type, stack, prepared);
  if (!call.state.stacks.has(stack.id)) {
    stackFor(call, stack.name, type, name);
    call.state.stacks.set(stack.id, stack);
    journalOf(stack, call).stack('REVIEW_IN_PROGRESS', 'User Initiated');
  }
  stack.changeSets.set(changeSet.id, changeSet);
  return { Id: changeSet.id, StackId: stack.id };
};

function refuse(input: CreateChangeSetInput): void {
  const what = 'cloudformation CreateChangeSet with';
  if (input.ChangeSetType === 'IMPORT' || input.ResourcesToImport?.length) throw notImplemented(`${what} ChangeSetType IMPORT`);
  if (input.DeploymentMode !== undefined) throw notImplemented(`${what} DeploymentMode ${input.DeploymentMode}`);
}

function stackFor(call: CloudFormationCall, nameOrId: string, type: 'CREATE' | 'UPDATE', changeSetName: string): Stack {
  const stack = findStack(call, nameOrId);
  if (type === 'CREATE') {
    if (!stack || stack.status === 'DELETE_COMPLETE') return newStack(call, nameOrId);
    if (stack.status !== 'REVIEW_IN_PROGRESS') {
      throw validationError(`Stack [${stack.name}] already exists and cannot be created again with the changeSet [${changeSetName}].`);
    }
  } else {
    if (!stack || stack.status === 'DELETE_COMPLETE') throw validationError(`Stack [${nameOrId}] does not exist`);
    checkUpdatable(stack);
  }
  if ([...stack.changeSets.values()].some((changeSet) => changeSet.name === changeSetName)) {
    throw new AwsError(
      'AlreadyExistsException',
      `ChangeSet ${changeSetName} cannot be created due to a mismatch with existing attribute Template`,
    );
  }
  return stack;
}

function changeSetOf(
  call: CloudFormationCall,
  input: CreateChangeSetInput,
  type: 'CREATE' | 'UPDATE',
  stack: Stack,
  prepared: Prepared,
): ChangeSet {
  const { changes, problems } = prepared.plan;
  const statusReason = problems.length > 0 ? refusalOf(problems) : type === 'UPDATE' && isEmpty(prepared, stack) ? NO_CHANGES : undefined;
  const id = `arn:aws:cloudformation:${call.region}:${call.account}:changeSet/${input.ChangeSetName}/${call.random.uuid()}`;
  return {
    id,
    name: input.ChangeSetName ?? '',
    operationId: call.random.uuid(),
    type,
    createdAt: call.clock.now(),
    ...(input.Description !== undefined && { description: input.Description }),
    status: statusReason === undefined ? 'CREATE_COMPLETE' : 'FAILED',
    ...(statusReason !== undefined && { statusReason }),
    executionStatus: statusReason === undefined ? 'AVAILABLE' : 'UNAVAILABLE',
    blueprint: { ...prepared.blueprint, changeSetId: id },
    ...(prepared.roleArn !== undefined && { roleArn: prepared.roleArn }),
    ...(input.OnStackFailure !== undefined && { onFailure: input.OnStackFailure }),
    includeNestedStacks: input.IncludeNestedStacks ?? false,
    importExisting: input.ImportExistingResources ?? false,
    changes,
    problems,
  };
}

function refusalOf(problems: readonly Problem[]): string {
  const reasons = problems.map((problem) => problem.message).join(' ');
  return `The following hook(s)/validation failed: [AWS::EarlyValidation::PropertyValidation]. To troubleshoot Early Validation errors, use the DescribeEvents API for detailed failure information. ${reasons}`;
}
