import type {
  DescribeEventsInput,
  DescribeEventsOutput,
  DescribeStackEventsInput,
  DescribeStackEventsOutput,
  OperationEvent,
  ResourceStatus,
} from '@aws-sdk/client-cloudformation';
import type { ChangeSet, Stack, StackEvent } from '../../formation/model.ts';
import { validationError } from '../../formation/template-error.ts';
import type { Operation } from '../../operation.ts';
import { newestFirst } from './page.ts';
import { changeSetAt, findStack, stackAt } from './stacks.ts';
import type { CloudFormationState, Local } from './state.ts';

const PAGE = 100;

/** A stack's events, newest first. Throws ValidationError. CloudFormation API Reference, DescribeStackEvents. */
export const DescribeStackEvents: Operation<CloudFormationState, DescribeStackEventsInput, DescribeStackEventsOutput, Local> = (
  input,
  call,
) => {
  const stack = findStack(call, input.StackName ?? '');
  if (!stack) throw validationError(`Stack [${input.StackName}] does not exist`);
  const { items, NextToken } = newestFirst(stack.events, input.NextToken, PAGE);
  return {
    StackEvents: items.map((event) => ({
      ...shared(event),
      StackName: stack.name,
      EventId: event.id,
      Timestamp: new Date(event.at),
      StackId: stack.id,
    })),
    NextToken,
  };
};

/** Events of operations, with what early validation found in a change set. CloudFormation API Reference, DescribeEvents. */
export const DescribeEvents: Operation<CloudFormationState, DescribeEventsInput, DescribeEventsOutput, Local> = (input, call) => {
  const { StackName, ChangeSetName, OperationId, Filters, NextToken: token } = input;
  if (ChangeSetName !== undefined) {
    const { stack, changeSet } = changeSetAt(call, ChangeSetName, StackName);
    const { items, NextToken } = newestFirst(validationEvents(stack, changeSet), token, PAGE);
    return { OperationEvents: items, NextToken };
  }
  if (StackName === undefined && OperationId === undefined) {
    throw validationError('One of ChangeSetName, OperationId or StackName must be specified');
  }
  const stacks = StackName === undefined ? [...call.state.stacks.values()] : [stackAt(call, StackName)];
  const events = stacks.flatMap((stack) =>
    stack.events
      .filter((event) => OperationId === undefined || event.operationId === OperationId)
      .filter((event) => !Filters?.FailedEvents || event.status.endsWith('FAILED'))
      .map((event) => toOperationEvent(stack, event)),
  );
  const { items, NextToken } = newestFirst(events, token, PAGE);
  return { OperationEvents: items, NextToken };
};

function toOperationEvent(stack: Stack, event: StackEvent): OperationEvent {
  const isStack = event.physicalId === stack.id;
  return {
    ...shared(event),
    EventId: event.id,
    StackId: stack.id,
    Timestamp: new Date(event.at),
    EventType: isStack ? 'STACK_EVENT' : event.status.endsWith('FAILED') ? 'PROVISIONING_ERROR' : 'PROGRESS_EVENT',
  };
}

function shared(event: StackEvent) {
  return {
    OperationId: event.operationId || undefined,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId ?? '',
    ResourceType: event.type,
    ResourceStatus: event.status as ResourceStatus,
    ResourceStatusReason: event.reason,
    ResourceProperties: event.properties,
    ClientRequestToken: event.clientRequestToken,
  };
}

function validationEvents(stack: Stack, changeSet: ChangeSet): OperationEvent[] {
  return changeSet.problems.map((problem, index) => ({
    EventId: `${changeSet.operationId}-${index}`,
    StackId: stack.id,
    OperationId: changeSet.operationId,
    OperationType: 'CREATE_CHANGESET',
    EventType: 'VALIDATION_ERROR',
    LogicalResourceId: problem.logicalId,
    PhysicalResourceId: '',
    ResourceType: problem.type,
    Timestamp: new Date(changeSet.createdAt),
    ValidationFailureMode: 'FAIL',
    ValidationName: 'PROPERTY_VALIDATION',
    ValidationStatus: 'FAILED',
    ValidationStatusReason: problem.message,
    ValidationPath: problem.path,
  }));
}
