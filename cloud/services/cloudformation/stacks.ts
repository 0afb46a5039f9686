import { AwsError } from '../../aws-error.ts';
import type { Exports } from '../../formation/deployment.ts';
import type { ChangeSet, Stack } from '../../formation/model.ts';
import { validationError } from '../../formation/template-error.ts';
import type { Call } from '../../operation.ts';
import type { CloudFormationState, Local } from './state.ts';

/** A call of this service. */
export type CloudFormationCall = Call<CloudFormationState, Local>;

/** Deleted stacks are shown this long. */
const REMEMBERED_MS = 90 * 24 * 3_600_000;

/** A stack by name (living ones only) or by ARN (also deleted). */
export function findStack(call: CloudFormationCall, nameOrId: string): Stack | undefined {
  const { stacks } = call.state;
  if (nameOrId.startsWith('arn:')) {
    const stack = stacks.get(nameOrId);
    return stack?.deletedAt !== undefined && call.clock.now() - stack.deletedAt > REMEMBERED_MS ? undefined : stack;
  }
  return [...stacks.values()].find((stack) => stack.name === nameOrId && stack.status !== 'DELETE_COMPLETE');
}

/** Throws ValidationError in the wording of the operations that read stacks. */
export function stackAt(call: CloudFormationCall, nameOrId: string | undefined): Stack {
  const stack = findStack(call, nameOrId ?? '');
  if (!stack) throw validationError(`Stack with id ${nameOrId} does not exist`);
  return stack;
}

/** Throws ValidationError in the wording of the operations that change stacks. */
export function livingStackAt(call: CloudFormationCall, nameOrId: string | undefined): Stack {
  const stack = findStack(call, nameOrId ?? '');
  if (!stack || stack.status === 'DELETE_COMPLETE') throw validationError(`Stack [${nameOrId}] does not exist`);
  return stack;
}

/** Every stack that is not deleted, newest first. */
export function livingStacks(call: CloudFormationCall): Stack[] {
  return [...call.state.stacks.values()].filter((stack) => stack.status !== 'DELETE_COMPLETE').reverse();
}

/** A change set by ARN, or by name and stack. Throws ChangeSetNotFound. */
export function changeSetAt(call: CloudFormationCall, name: string, stackName: string | undefined): { stack: Stack; changeSet: ChangeSet } {
  const found = findChangeSet(call, name, stackName);
  if (!found) throw new AwsError('ChangeSetNotFoundException', `ChangeSet [${name}] does not exist`);
  return found;
}

/** A change set by ARN, or by name and stack. Throws ValidationError for a name without a stack. */
export function findChangeSet(
  call: CloudFormationCall,
  name: string,
  stackName: string | undefined,
): { stack: Stack; changeSet: ChangeSet } | undefined {
  if (!name.startsWith('arn:') && stackName === undefined) {
    throw validationError('StackName must be specified if ChangeSetName is not specified as an ARN.');
  }
  const stacks = stackName === undefined ? [...call.state.stacks.values()] : [findStack(call, stackName)];
  for (const stack of stacks) {
    const changeSet = stack && [...stack.changeSets.values()].find((one) => one.id === name || one.name === name);
    if (changeSet) return { stack, changeSet };
  }
  return undefined;
}

/** A new stack, in review until an operation begins. */
export function newStack(call: CloudFormationCall, name: string): Stack {
  if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) {
    throw validationError(
      `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  }
  return {
    id: `arn:aws:cloudformation:${call.region}:${call.account}:stack/${name}/${call.random.uuid()}`,
    name,
    account: call.account,
    region: call.region,
    status: 'REVIEW_IN_PROGRESS',
    createdAt: call.clock.now(),
    resources: new Map(),
    outputs: [],
    imports: [],
    lastOperations: [],
    events: [],
    changeSets: new Map(),
    disableRollback: false,
    onFailure: 'ROLLBACK',
    terminationProtection: false,
  };
}

/** The exports of the call's account and region. */
export function exportsOf(call: CloudFormationCall): Exports {
  return {
    find: (name) => allExports(call).find((one) => one.name === name),
    importers: (name) =>
      livingStacks(call)
        .filter((stack) => stack.imports.includes(name))
        .map((stack) => stack.name),
  };
}

/** Every export of the account and region. */
export function allExports(call: CloudFormationCall): { name: string; value: string; stackId: string; stackName: string }[] {
  return livingStacks(call).flatMap((stack) =>
    stack.outputs.flatMap(({ exportName, value }) =>
      exportName === undefined ? [] : [{ name: exportName, value, stackId: stack.id, stackName: stack.name }],
    ),
  );
}
