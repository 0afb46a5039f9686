import type { ResourceStatus, StackStatus } from '@aws-sdk/client-cloudformation';

/** A value of a template or of a resolved property: what JSON can say. */
export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
/** A resource's properties by name. */
export type Properties = { [key: string]: Value };

/** A tag as AWS spells it. */
export interface Tag {
  Key: string;
  Value: string;
}

/** A stack as it is kept: plain data, saved with the rest of the state. */
export interface Stack {
  /** `arn:aws:cloudformation:<region>:<account>:stack/<name>/<uuid>` */
  id: string;
  name: string;
  account: string;
  region: string;
  status: StackStatus;
  statusReason?: string;
  createdAt: number;
  updatedAt?: number;
  deletedAt?: number;
  /** What the stack is now; undefined while it is only in review. */
  deployed?: Blueprint;
  resources: Map<string, Resource>;
  outputs: Output[];
  /** Export names that this stack imports. */
  imports: string[];
  /** What is done to the stack now, or was when the cloud stopped; what a rollback needs. */
  operation?: StackOperation;
  lastOperations: { type: OperationType; id: string }[];
  events: StackEvent[];
  changeSets: Map<string, ChangeSet>;
  roleArn?: string;
  disableRollback: boolean;
  onFailure: OnFailure;
  terminationProtection: boolean;
  /** The stack policy, as JSON. */
  policy?: string;
  parentId?: string;
  rootId?: string;
}

/** What a failed creation is followed by. */
export type OnFailure = 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';

/** A template with what was handed in beside it. */
export interface Blueprint {
  /** The template as it was submitted. */
  body: string;
  description?: string;
  parameters: ParameterValue[];
  tags: Tag[];
  capabilities: string[];
  changeSetId?: string;
}

/** A parameter's submitted value and what it means (a list; for SSM types the stored value). */
export interface ParameterValue {
  key: string;
  value: string;
  resolved: string | string[];
  fromSsm: boolean;
  noEcho: boolean;
}

/** One resource of a stack. */
export interface Resource {
  logicalId: string;
  type: string;
  /** Absent until creation has begun. */
  physicalId?: string;
  status: ResourceStatus;
  statusReason?: string;
  changedAt: number;
  /** The properties it has now, all functions resolved. */
  properties: Properties;
  /** What a failed update tried to give it. */
  attempted?: Properties;
  /** What Fn::GetAtt gave when it was last asked for after a change. */
  attributes?: { [name: string]: Value };
  /** Logical ids that must exist before it and outlive it. */
  dependsOn: string[];
  deletionPolicy: DeletionPolicy;
  updateReplacePolicy: DeletionPolicy;
  /** The resource's Metadata attribute, as JSON. */
  metadata?: string;
}

/** What becomes of a resource that the stack gives up. */
export type DeletionPolicy = 'Delete' | 'Retain' | 'RetainExceptOnCreate' | 'Snapshot';

/** A resolved output. */
export interface Output {
  key: string;
  value: string;
  description?: string;
  exportName?: string;
}

/** Operations as DescribeStacks names them. */
export type OperationType = 'CREATE_STACK' | 'UPDATE_STACK' | 'DELETE_STACK' | 'CONTINUE_ROLLBACK' | 'ROLLBACK' | 'CREATE_CHANGESET';

/** An operation that has begun and not ended. */
export interface StackOperation {
  id: string;
  type: OperationType;
  clientRequestToken?: string;
  /** The stack before it, for the way back; absent when there was nothing. */
  previous?: { deployed: Blueprint; resources: Map<string, Resource>; outputs: Output[]; imports: string[] } | undefined;
  /**
   * Resources no longer part of the stack, to be deleted at the end (their `deletionPolicy` says whether): replaced ones,
   * or new ones after a rollback.
   */
  garbage: Resource[];
  /** Treat Retain as RetainExceptOnCreate. */
  retainExceptOnCreate?: boolean;
  /** Take named resources that exist already into the stack. */
  importExisting?: boolean;
}

/** Something that happened to a stack or one of its resources. */
export interface StackEvent {
  id: string;
  operationId: string;
  logicalId: string;
  physicalId?: string;
  type: string;
  at: number;
  status: ResourceStatus | StackStatus;
  reason?: string;
  /** The resource's properties, as JSON. */
  properties?: string;
  clientRequestToken?: string;
}

/** A proposed operation on a stack. */
export interface ChangeSet {
  id: string;
  name: string;
  operationId: string;
  type: 'CREATE' | 'UPDATE';
  createdAt: number;
  description?: string;
  status: 'CREATE_COMPLETE' | 'FAILED';
  statusReason?: string;
  executionStatus: 'AVAILABLE' | 'UNAVAILABLE' | 'EXECUTE_IN_PROGRESS' | 'EXECUTE_COMPLETE' | 'EXECUTE_FAILED' | 'OBSOLETE';
  blueprint: Blueprint;
  roleArn?: string;
  onFailure?: OnFailure;
  includeNestedStacks: boolean;
  importExisting: boolean;
  changes: PlannedChange[];
  /** What stands against it, found before anything was created. */
  problems: Problem[];
}

/** One finding of early validation. */
export interface Problem {
  logicalId: string;
  type: string;
  /** `/Resources/Queue/Properties/Foo` */
  path: string;
  message: string;
}

/** What an operation would do to one resource. */
export interface PlannedChange {
  action: 'Add' | 'Import' | 'Modify' | 'Remove';
  logicalId: string;
  physicalId?: string;
  type: string;
  replacement?: 'True' | 'False' | 'Conditional';
  policyAction?: 'Delete' | 'Retain' | 'Snapshot' | 'ReplaceAndDelete' | 'ReplaceAndRetain' | 'ReplaceAndSnapshot';
  scope: ('Properties' | 'Metadata' | 'Tags' | 'DeletionPolicy' | 'UpdateReplacePolicy')[];
  details: PlannedDetail[];
  /** Properties before and after, as JSON; what is not known yet reads `{{changeSet:KNOWN_AFTER_APPLY}}`. */
  before?: string;
  after?: string;
}

/** One reason why a resource would change. */
export interface PlannedDetail {
  attribute: 'Properties' | 'Tags' | 'DeletionPolicy' | 'UpdateReplacePolicy' | 'Metadata';
  name?: string;
  recreation: 'Never' | 'Conditionally' | 'Always';
  evaluation: 'Static' | 'Dynamic';
  source: 'DirectModification' | 'ParameterReference' | 'ResourceReference' | 'ResourceAttribute' | 'NoModification';
  causingEntity?: string;
  before?: string;
  after?: string;
}
