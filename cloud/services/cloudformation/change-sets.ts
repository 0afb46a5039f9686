import type { DeleteChangeSetInput, ListChangeSetsInput, ListChangeSetsOutput } from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { pageOf } from './page.ts';
import { findChangeSet, stackAt } from './stacks.ts';
import type { CloudFormationState, Local } from './state.ts';

/** Deletes a change set; one that does not exist is no error while its stack does. CloudFormation API Reference, DeleteChangeSet. */
export const DeleteChangeSet: Operation<CloudFormationState, DeleteChangeSetInput, object, Local> = (input, call) => {
  if (input.StackName !== undefined) stackAt(call, input.StackName);
  const found = findChangeSet(call, input.ChangeSetName ?? '', input.StackName);
  if (found?.changeSet.executionStatus === 'EXECUTE_IN_PROGRESS') {
    throw new AwsError(
      'InvalidChangeSetStatusException',
      `ChangeSet [${found.changeSet.id}] cannot be deleted in its current execution status of [EXECUTE_IN_PROGRESS]`,
    );
  }
  found?.stack.changeSets.delete(found.changeSet.id);
  return {};
};

/** A stack's change sets. Throws ValidationError. CloudFormation API Reference, ListChangeSets. */
export const ListChangeSets: Operation<CloudFormationState, ListChangeSetsInput, ListChangeSetsOutput, Local> = (input, call) => {
  const stack = stackAt(call, input.StackName);
  const { items, NextToken } = pageOf([...stack.changeSets.values()], input.NextToken, 100);
  return {
    Summaries: items.map((changeSet) => ({
      StackId: stack.id,
      StackName: stack.name,
      ChangeSetId: changeSet.id,
      ChangeSetName: changeSet.name,
      ExecutionStatus: changeSet.executionStatus,
      Status: changeSet.status,
      StatusReason: changeSet.statusReason,
      CreationTime: new Date(changeSet.createdAt),
      Description: changeSet.description,
      IncludeNestedStacks: changeSet.includeNestedStacks,
    })),
    NextToken,
  };
};
