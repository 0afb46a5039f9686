import type {
  DescribeStackResourceInput,
  DescribeStackResourceOutput,
  DescribeStackResourcesInput,
  DescribeStackResourcesOutput,
  ListStackResourcesInput,
  ListStackResourcesOutput,
} from '@aws-sdk/client-cloudformation';
import type { Resource } from '../../formation/model.ts';
import { validationError } from '../../formation/template-error.ts';
import type { Operation } from '../../operation.ts';
import { pageOf } from './page.ts';
import { livingStacks, stackAt } from './stacks.ts';
import type { CloudFormationState, Local } from './state.ts';

/** A stack's resources. Throws ValidationError. CloudFormation API Reference, ListStackResources. */
export const ListStackResources: Operation<CloudFormationState, ListStackResourcesInput, ListStackResourcesOutput, Local> = (
  input,
  call,
) => {
  const stack = stackAt(call, input.StackName);
  const { items, NextToken } = pageOf([...stack.resources.values()], input.NextToken, 100);
  return {
    StackResourceSummaries: items.map((resource) => ({ ...shared(resource), LastUpdatedTimestamp: new Date(resource.changedAt) })),
    NextToken,
  };
};

/** One resource with its metadata. Throws ValidationError. */
export const DescribeStackResource: Operation<CloudFormationState, DescribeStackResourceInput, DescribeStackResourceOutput, Local> = (
  input,
  call,
) => {
  const stack = stackAt(call, input.StackName);
  const resource = stack.resources.get(input.LogicalResourceId ?? '');
  if (!resource) throw validationError(`Resource ${input.LogicalResourceId} does not exist for stack ${stack.name}`);
  return {
    StackResourceDetail: {
      StackName: stack.name,
      StackId: stack.id,
      ...shared(resource),
      LastUpdatedTimestamp: new Date(resource.changedAt),
      Metadata: resource.metadata ?? '{}',
    },
  };
};

/** A stack's resources, or those of the stack that has a physical resource. Throws ValidationError. */
export const DescribeStackResources: Operation<CloudFormationState, DescribeStackResourcesInput, DescribeStackResourcesOutput, Local> = (
  input,
  call,
) => {
  const { StackName, PhysicalResourceId, LogicalResourceId } = input;
  if (StackName === undefined && PhysicalResourceId === undefined) {
    throw validationError('StackName or PhysicalResourceId is required.');
  }
  const holds = (resource: Resource) => resource.physicalId === PhysicalResourceId;
  const stack =
    StackName === undefined ? livingStacks(call).find((one) => [...one.resources.values()].some(holds)) : stackAt(call, StackName);
  if (!stack) throw validationError(`Stack for ${PhysicalResourceId} does not exist`);
  const resources = [...stack.resources.values()].filter(
    (resource) => LogicalResourceId === undefined || resource.logicalId === LogicalResourceId,
  );
  return {
    StackResources: resources.map((resource) => ({
      StackName: stack.name,
      StackId: stack.id,
      ...shared(resource),
      Timestamp: new Date(resource.changedAt),
    })),
  };
};

function shared(resource: Resource) {
  return {
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    ResourceStatus: resource.status,
    ResourceStatusReason: resource.statusReason,
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' as const },
  };
}
