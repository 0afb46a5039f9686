/** Something that a plan deletes. */
export type PlanItem = PlannedStack | PlannedResource;

interface Planned {
  /** Its number in the plan. */
  n: number;
  region: string;
  /** CloudFormation's name of the type. */
  type: string;
  /** What `Ref` gives: a name, an ARN, a URL; for a stack its ARN. */
  id: string;
  /** Smaller ones go first; within an account and region. */
  order: number;
}

export interface PlannedStack extends Planned {
  kind: 'stack';
  type: 'AWS::CloudFormation::Stack';
  name: string;
  /** What would be different after an update. */
  version: string;
  /** Termination protection is on. */
  protected?: true;
  reason: 'tagged';
}

export interface PlannedResource extends Planned {
  kind: 'resource';
  /** The stack it goes with; a resource that outlives that stack is deleted by itself. */
  stack?: string;
  logicalId?: string;
  reason: 'in-stack' | 'tagged';
}

/** An item that has no number yet. */
export type FoundItem = Omit<PlannedStack, 'n'> | Omit<PlannedResource, 'n'>;

/** Types that belong to no region: the Resource Groups Tagging API knows their tags only in us-east-1, or not at all. */
export const WITHOUT_REGION: ReadonlySet<string> = new Set([
  'AWS::Budgets::Budget',
  'AWS::CloudFront::Distribution',
  'AWS::IAM::InstanceProfile',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Role',
  'AWS::IAM::User',
]);

/** What identifies an item within its account. */
export const keyOf = ({ region, type, id }: { region: string; type: string; id: string }) =>
  WITHOUT_REGION.has(type) ? `${type} ${id}` : `${region} ${type} ${id}`;
