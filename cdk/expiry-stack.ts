import { Aws, DefaultStackSynthesizer, Stack, type StackProps } from 'aws-cdk-lib';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';

export interface ExpiryStackProps extends Pick<StackProps, 'stackName' | 'env' | 'tags'> {
  /** The ARN of the stack that goes: a later one of the same name is another stack. */
  stackId: string;
  /** When, in ms since the epoch. */
  at: number;
}

/** After the expiry, in minutes: the second attempt (network interfaces take 20 to let go), and the end of this stack itself. */
export const EXPIRY_MINUTES = { first: 0, second: 25, itself: 60 } as const;
const MINUTE = 60_000;

/**
 * Deletes a lab's stack at a time, then itself. Its role may delete these two stacks and nothing else: what is in a stack
 * is deleted by the role that the stack was deployed with (the CDK bootstrap's), which CloudFormation remembers.
 */
export class ExpiryStack extends Stack {
  constructor(scope: Construct, id: string, { stackId, at, ...props }: ExpiryStackProps) {
    super(scope, id, {
      ...props,
      synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
      analyticsReporting: false,
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } } }),
      inlinePolicies: {
        DeleteStacks: new PolicyDocument({
          statements: [
            new PolicyStatement({ effect: Effect.ALLOW, actions: ['cloudformation:DeleteStack'], resources: [stackId, Aws.STACK_ID] }),
          ],
        }),
      },
    });
    const once = (name: string, minutes: number, StackName: string) =>
      new CfnSchedule(this, name, {
        scheduleExpression: `at(${new Date(at + minutes * MINUTE).toISOString().slice(0, 19)})`,
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: `arn:${Aws.PARTITION}:scheduler:::aws-sdk:cloudformation:deleteStack`,
          roleArn: role.roleArn,
          input: JSON.stringify({ StackName }),
        },
      });
    once('Delete', EXPIRY_MINUTES.first, stackId);
    once('DeleteAgain', EXPIRY_MINUTES.second, stackId);
    once('DeleteItself', EXPIRY_MINUTES.itself, Aws.STACK_ID);
  }
}
