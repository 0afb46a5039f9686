import { type App, Aws, DefaultStackSynthesizer, Duration, Stack } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { AccountRootPrincipal, ArnPrincipal, Effect, ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';

/** What an event's own stack is told; the same for every account of the event. */
export interface EventStackProps {
  stackName: string;
  event: string;
  /** Where participants may work. */
  regions: readonly string[];
  /** Who may assume the participants' role; everybody in the account unless said. */
  assumedBy?: string;
  budget: { usd: number; notify?: string };
}

/** The role that participants work with. */
export const PARTICIPANT_ROLE = 'workshop-participant';
/** The most that it may do. */
export const BOUNDARY = 'workshop-boundary';
/** What writes to the mailbox: what was spent, and what the month is heading for. In percent of the budget. */
const ALARMS = [
  { notificationType: 'ACTUAL', threshold: 50 },
  { notificationType: 'ACTUAL', threshold: 100 },
  { notificationType: 'FORECASTED', threshold: 100 },
] as const;
/** Services without regions: their calls go to us-east-1. */
const GLOBAL = [
  'iam:*',
  'sts:*',
  'budgets:*',
  'cloudfront:*',
  'route53:*',
  'support:*',
  'health:*',
  'ce:*',
  's3:ListAllMyBuckets',
  's3:GetBucketLocation',
];
/** What no lab does, and what costs or opens something that outlives the event. */
const NEVER_ALLOWED = [
  'account:*',
  'aws-marketplace:*',
  'budgets:ModifyBudget',
  'ec2:PurchaseReservedInstancesOffering',
  'ec2:PurchaseHostReservation',
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:CreateUser',
  'organizations:*',
  'rds:PurchaseReservedDBInstancesOffering',
  'route53domains:*',
  'savingsplans:*',
  'shield:CreateSubscription',
];

/** What an event lays into each account: a budget that raises its voice, a role for the participant, and the most that the role may do. */
export class EventStack extends Stack {
  constructor(app: App, id: string, { stackName, event, regions, assumedBy, budget }: EventStackProps) {
    super(app, id, {
      stackName,
      analyticsReporting: false,
      description: `Workshop event ${event}: budget, participants' role and its boundary`,
      synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
    });
    const boundary = new ManagedPolicy(this, 'Boundary', { managedPolicyName: BOUNDARY, statements: boundaryOf(stackName, regions) });
    new Role(this, 'Participant', {
      roleName: PARTICIPANT_ROLE,
      assumedBy: assumedBy === undefined ? new AccountRootPrincipal() : new ArnPrincipal(assumedBy),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')],
      permissionsBoundary: boundary,
      maxSessionDuration: Duration.hours(12),
    });
    const { usd, notify } = budget;
    // Reason: a budget that tells nobody is no alarm.
    if (notify === undefined) return;
    new CfnBudget(this, 'Budget', {
      budget: { budgetName: stackName, budgetType: 'COST', timeUnit: 'MONTHLY', budgetLimit: { amount: usd, unit: 'USD' } },
      notificationsWithSubscribers: ALARMS.map((alarm) => ({
        notification: { ...alarm, comparisonOperator: 'GREATER_THAN', thresholdType: 'PERCENTAGE' },
        subscribers: [{ subscriptionType: 'EMAIL', address: notify }],
      })),
    });
  }
}

/** Everything, but only where the event is, nothing that outlives it, and not the guardrails themselves. */
function boundaryOf(stackName: string, regions: readonly string[]): PolicyStatement[] {
  const deny = (sid: string, statement: Omit<ConstructorParameters<typeof PolicyStatement>[0], 'effect' | 'sid'>) =>
    new PolicyStatement({ sid, effect: Effect.DENY, ...statement });
  const account = `arn:aws:iam::${Aws.ACCOUNT_ID}`;
  return [
    new PolicyStatement({ sid: 'Everything', actions: ['*'], resources: ['*'] }),
    deny('OnlyTheRegionsOfTheEvent', {
      notActions: GLOBAL,
      resources: ['*'],
      conditions: { StringNotEquals: { 'aws:RequestedRegion': [...regions] } },
    }),
    deny('NothingThatOutlivesTheEvent', { actions: NEVER_ALLOWED, resources: ['*'] }),
    deny('SmallMachines', {
      actions: ['ec2:RunInstances'],
      resources: ['arn:aws:ec2:*:*:instance/*'],
      conditions: { StringNotLike: { 'ec2:InstanceType': ['t*.nano', 't*.micro', 't*.small', 't*.medium'] } },
    }),
    deny('NotTheGuardrails', {
      actions: ['iam:*Policy*', 'iam:*Role', 'iam:*RolePermissionsBoundary', 'iam:TagRole', 'iam:UntagRole'],
      resources: [`${account}:policy/${BOUNDARY}`, `${account}:role/${PARTICIPANT_ROLE}`],
    }),
    deny('NotTheEventsStack', {
      actions: ['cloudformation:*'],
      resources: [`arn:aws:cloudformation:*:${Aws.ACCOUNT_ID}:stack/${stackName}/*`],
    }),
  ];
}
