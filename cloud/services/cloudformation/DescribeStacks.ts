import type { DescribeStacksInput, DescribeStacksOutput, Parameter, Stack as StackDescription } from '@aws-sdk/client-cloudformation';
import type { ParameterValue, Stack } from '../../formation/model.ts';
import type { Operation } from '../../operation.ts';
import { pageOf } from './page.ts';
import { livingStacks, stackAt } from './stacks.ts';
import type { CloudFormationState, Local } from './state.ts';

/** One stack (by ARN also a deleted one) or all that live. Throws ValidationError. CloudFormation API Reference, DescribeStacks. */
export const DescribeStacks: Operation<CloudFormationState, DescribeStacksInput, DescribeStacksOutput, Local> = (input, call) => {
  const stacks = input.StackName === undefined ? livingStacks(call) : [stackAt(call, input.StackName)];
  const { items, NextToken } = pageOf(stacks, input.NextToken, 100);
  return { Stacks: items.map(toDescription), NextToken };
};

function toDescription(stack: Stack): StackDescription {
  const { deployed } = stack;
  return {
    StackId: stack.id,
    StackName: stack.name,
    ChangeSetId: deployed?.changeSetId,
    Description: deployed?.description,
    Parameters: parametersOf(deployed?.parameters ?? []),
    CreationTime: new Date(stack.createdAt),
    ...(stack.updatedAt !== undefined && { LastUpdatedTime: new Date(stack.updatedAt) }),
    ...(stack.deletedAt !== undefined && { DeletionTime: new Date(stack.deletedAt) }),
    RollbackConfiguration: {},
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
    DisableRollback: stack.disableRollback,
    NotificationARNs: [],
    Capabilities: (deployed?.capabilities ?? []) as StackDescription['Capabilities'],
    Outputs: stack.outputs.map((output) => ({
      OutputKey: output.key,
      OutputValue: output.value,
      Description: output.description,
      ExportName: output.exportName,
    })),
    RoleARN: stack.roleArn,
    Tags: deployed?.tags ?? [],
    EnableTerminationProtection: stack.terminationProtection,
    ParentId: stack.parentId,
    RootId: stack.rootId,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
    LastOperations: stack.lastOperations.map((operation) => ({ OperationType: operation.type, OperationId: operation.id })),
  };
}

/** Parameters as they are shown: secrets as stars, SSM parameters with what is stored. */
export function parametersOf(parameters: readonly ParameterValue[]): Parameter[] {
  return parameters.map(({ key, value, resolved, fromSsm, noEcho }) => ({
    ParameterKey: key,
    ParameterValue: noEcho ? '****' : value,
    ...(fromSsm && { ResolvedValue: noEcho ? '****' : [resolved].flat().join(',') }),
  }));
}
