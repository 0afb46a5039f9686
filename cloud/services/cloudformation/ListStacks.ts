import type { ListStacksInput, ListStacksOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../operation.ts';
import { pageOf } from './page.ts';
import { findStack } from './stacks.ts';
import type { CloudFormationState, Local } from './state.ts';

/** Stacks, newest first, deleted ones of the last 90 days included. CloudFormation API Reference, ListStacks. */
export const ListStacks: Operation<CloudFormationState, ListStacksInput, ListStacksOutput, Local> = (input, call) => {
  const wanted = input.StackStatusFilter ?? [];
  const stacks = [...call.state.stacks.values()]
    .reverse()
    .filter((stack) => findStack(call, stack.id) && (wanted.length === 0 || wanted.includes(stack.status)));
  const { items, NextToken } = pageOf(stacks, input.NextToken, 100);
  return {
    StackSummaries: items.map((stack) => ({
      StackId: stack.id,
      StackName: stack.name,
      TemplateDescription: stack.deployed?.description,
      CreationTime: new Date(stack.createdAt),
      ...(stack.updatedAt !== undefined && { LastUpdatedTime: new Date(stack.updatedAt) }),
      ...(stack.deletedAt !== undefined && { DeletionTime: new Date(stack.deletedAt) }),
      StackStatus: stack.status,
      StackStatusReason: stack.statusReason,
      ParentId: stack.parentId,
      RootId: stack.rootId,
      DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
      LastOperations: stack.lastOperations.map((operation) => ({ OperationType: operation.type, OperationId: operation.id })),
    })),
    NextToken,
  };
};
