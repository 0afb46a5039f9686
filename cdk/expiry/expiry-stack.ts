import { ArnFormat, Aws, DefaultStackSynthesizer, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import { WorkshopFunction } from '../workshop-function.ts';
import type { Full } from './empty.ts';

export interface ExpiryStackProps extends Pick<StackProps, 'stackName' | 'env' | 'tags'> {
  /** The ARN of the stack that goes: a later one of the same name is another stack. */
  stackId: string;
  /** When, in ms since the epoch. */
  at: number;
  /** What of it has to be emptied first. */
  full: Full;
}

/**
 * Minutes after the expiry: buckets are emptied, the stack is deleted, both once more (network interfaces take 20 minutes
 * to let go), and this stack itself goes.
 */
export const EXPIRY_MINUTES = { empty: 0, delete: 1, emptyAgain: 24, deleteAgain: 25, itself: 60 } as const;
const MINUTE = 60_000;

/**
 * Deletes a lab's stack at a time, then itself. Its role may delete these two stacks and nothing else: what is in a stack
 * is deleted by the role that the stack was deployed with (the CDK bootstrap's), which CloudFormation remembers. Where the
 * lab has buckets or repositories, a function empties exactly these first.
 */
export class ExpiryStack extends Stack {
  readonly #at: number;
  readonly #role: Role;

  constructor(scope: Construct, id: string, { stackId, at, full, ...props }: ExpiryStackProps) {
    super(scope, id, {
      ...props,
      synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
      analyticsReporting: false,
    });
    this.#at = at;
    this.#role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } } }),
    });
    allow(this.#role, ['cloudformation:DeleteStack'], [stackId, Aws.STACK_ID]);
    const deleteStack = `arn:${Aws.PARTITION}:scheduler:::aws-sdk:cloudformation:deleteStack`;
    this.#once('Delete', EXPIRY_MINUTES.delete, deleteStack, { StackName: stackId });
    this.#once('DeleteAgain', EXPIRY_MINUTES.deleteAgain, deleteStack, { StackName: stackId });
    this.#once('DeleteItself', EXPIRY_MINUTES.itself, deleteStack, { StackName: Aws.STACK_ID });
    if (full.buckets.length + full.repositories.length > 0) this.#emptyFirst(full);
  }

  #emptyFirst(full: Full): void {
    const empty = new WorkshopFunction(this, 'Empty', { entry: new URL('empty.ts', import.meta.url), timeout: Duration.minutes(15) });
    const buckets = full.buckets.map((bucket) => `arn:${Aws.PARTITION}:s3:::${bucket}`);
    const repositories = full.repositories.map((resourceName) =>
      this.formatArn({ service: 'ecr', resource: 'repository', resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME }),
    );
    allow(empty, ['s3:ListBucketVersions', 's3:ListBucketMultipartUploads'], buckets);
    const objects = buckets.map((bucket) => `${bucket}/*`);
    allow(empty, ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:AbortMultipartUpload'], objects);
    allow(empty, ['ecr:ListImages', 'ecr:BatchDeleteImage'], repositories);
    empty.grantInvoke(this.#role);
    this.#once('EmptyFirst', EXPIRY_MINUTES.empty, empty.functionArn, full);
    this.#once('EmptyAgain', EXPIRY_MINUTES.emptyAgain, empty.functionArn, full);
  }

  #once(name: string, minutes: number, arn: string, input: object): void {
    new CfnSchedule(this, name, {
      scheduleExpression: `at(${new Date(this.#at + minutes * MINUTE).toISOString().slice(0, 19)})`,
      flexibleTimeWindow: { mode: 'OFF' },
      target: { arn, roleArn: this.#role.roleArn, input: JSON.stringify(input) },
    });
  }
}

function allow(who: IGrantable, actions: string[], resources: string[]): void {
  if (resources.length > 0) who.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions, resources }));
}
