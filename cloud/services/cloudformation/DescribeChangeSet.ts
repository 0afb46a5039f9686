import type { Change, DescribeChangeSetInput, DescribeChangeSetOutput, ResourceChangeDetail } from '@aws-sdk/client-cloudformation';
import type { PlannedChange, PlannedDetail } from '../../formation/model.ts';
import type { Operation } from '../../operation.ts';
import { parametersOf } from './DescribeStacks.ts';
import { pageOf } from './page.ts';
import { changeSetAt } from './stacks.ts';
import type { CloudFormationState, Local } from './state.ts';

const PAGE = 100;

/** A change set and what it would do. Throws ChangeSetNotFound. CloudFormation API Reference, DescribeChangeSet. */
export const DescribeChangeSet: Operation<CloudFormationState, DescribeChangeSetInput, DescribeChangeSetOutput, Local> = (input, call) => {
  const { stack, changeSet } = changeSetAt(call, input.ChangeSetName ?? '', input.StackName);
  const { items, NextToken } = pageOf(changeSet.changes, input.NextToken, PAGE);
  return {
    ChangeSetName: changeSet.name,
    ChangeSetId: changeSet.id,
    StackId: stack.id,
    StackName: stack.name,
    Description: changeSet.description,
    Parameters: parametersOf(changeSet.blueprint.parameters),
    CreationTime: new Date(changeSet.createdAt),
    ExecutionStatus: changeSet.executionStatus,
    Status: changeSet.status,
    StatusReason: changeSet.statusReason,
    NotificationARNs: [],
    RollbackConfiguration: {},
    Capabilities: changeSet.blueprint.capabilities as DescribeChangeSetOutput['Capabilities'],
    Tags: changeSet.blueprint.tags,
    Changes: items.map((change) => toChange(change, input.IncludePropertyValues ?? false)),
    NextToken,
    IncludeNestedStacks: changeSet.includeNestedStacks,
    ImportExistingResources: changeSet.importExisting,
    OnStackFailure: changeSet.onFailure,
  };
};

function toChange(change: PlannedChange, withValues: boolean): Change {
  return {
    Type: 'Resource',
    ResourceChange: {
      PolicyAction: change.policyAction,
      Action: change.action,
      LogicalResourceId: change.logicalId,
      PhysicalResourceId: change.physicalId,
      ResourceType: change.type,
      Replacement: change.replacement,
      Scope: change.scope,
      Details: change.details.map((detail) => toDetail(detail, withValues)),
      ...(withValues && { BeforeContext: change.before, AfterContext: change.after }),
    },
  };
}

function toDetail(detail: PlannedDetail, withValues: boolean): ResourceChangeDetail {
  const kind = detail.before === undefined ? 'Add' : detail.after === undefined ? 'Remove' : 'Modify';
  return {
    Target: {
      Attribute: detail.attribute,
      Name: detail.name,
      RequiresRecreation: detail.recreation,
      ...(withValues && {
        ...(detail.name !== undefined && { Path: `/Properties/${detail.name}` }),
        BeforeValue: detail.before,
        AfterValue: detail.after,
        AttributeChangeType: kind,
      }),
    },
    Evaluation: detail.evaluation,
    ChangeSource: detail.source,
    CausingEntity: detail.causingEntity,
  };
}
