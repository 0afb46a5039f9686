import type { ExecuteChangeSetInput } from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../aws-error.ts';
import { loadTemplate } from '../../formation/loaded-template.ts';
import { deniedByPolicy } from '../../formation/stack-policy.ts';
import { parseTemplate } from '../../formation/template.ts';
import { validationError } from '../../formation/template-error.ts';
import type { Operation } from '../../operation.ts';
import { beginCreate, beginUpdate, checkUpdatable } from './operation.ts';
import { actorFor } from './role.ts';
import { changeSetAt } from './stacks.ts';
import type { CloudFormationState, Local } from './state.ts';

/**
 * Begins what a change set proposes. Throws ChangeSetNotFound, InvalidChangeSetStatus. CloudFormation API Reference,
 * ExecuteChangeSet.
 */
export const ExecuteChangeSet: Operation<CloudFormationState, ExecuteChangeSetInput, object, Local> = async (input, call) => {
  const { stack, changeSet } = changeSetAt(call, input.ChangeSetName ?? '', input.StackName);
  const check = () => {
    if (changeSet.executionStatus === 'AVAILABLE') {
      if (changeSet.type === 'UPDATE') checkUpdatable(stack);
      return;
    }
    throw new AwsError(
      'InvalidChangeSetStatusException',
      changeSet.status === 'FAILED'
        ? `ChangeSet [${changeSet.id}] cannot be executed in its current status of [FAILED]`
        : `ChangeSet [${changeSet.id}] cannot be executed in its current execution status of [${changeSet.executionStatus}]`,
    );
  };
  check();
  const { blueprint, changes, problems, roleArn } = changeSet;
  const denied = deniedByPolicy(stack.policy, changes);
  if (denied !== undefined) throw validationError(denied);
  const { account, region, name, id } = stack;
  const loaded = loadTemplate(parseTemplate(blueprint.body), blueprint.parameters, { account, region, stackName: name, stackId: id });
  const actor = await actorFor(call, roleArn);
  check();
  stack.disableRollback = input.DisableRollback ?? changeSet.onFailure === 'DO_NOTHING';
  const prepared = { blueprint, loaded, plan: { changes, problems, outputsChanged: true }, roleArn, actor };
  const options = {
    clientRequestToken: input.ClientRequestToken,
    retainExceptOnCreate: input.RetainExceptOnCreate,
    importExisting: changeSet.importExisting,
  };
  changeSet.executionStatus = 'EXECUTE_COMPLETE';
  if (changeSet.type === 'CREATE') {
    stack.onFailure = changeSet.onFailure ?? 'ROLLBACK';
    beginCreate(call, stack, prepared, options);
  } else {
    beginUpdate(call, stack, prepared, options);
  }
  // Reason: an executed change set is gone with its stack's other ones, as on AWS.
  stack.changeSets.clear();
  return {};
};
