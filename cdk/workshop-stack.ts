import { CfnOutput, DefaultStackSynthesizer, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type Ownership, workshopTags } from './workshop-tags.ts';

/** What a lab's stack is told. Everything else it decides itself, the same for every target. */
export interface WorkshopStackProps extends Pick<StackProps, 'stackName' | 'env' | 'description'> {
  /** The lab's id. */
  lab: string;
  /** For the tags; nobody's and for ever unless said. */
  ownership?: Ownership;
}

/**
 * The stack of a lab: tagged as a whole (CloudFormation hands a stack's tags on to its resources), bound to no account
 * and region, and free of what a reader would not find in the source (metadata resources, version rules).
 */
export abstract class WorkshopStack extends Stack {
  constructor(scope: Construct, id: string, { lab, ownership, ...props }: WorkshopStackProps) {
    super(scope, id, {
      ...props,
      // Reason: the toolkit looks at the bootstrap's version before it deploys; a second look by the template itself adds
      // a parameter and a rule that no reader wrote.
      synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
      analyticsReporting: false,
      tags: workshopTags(lab, ownership),
    });
  }

  /** Outputs by exactly these names, for the lab's checks. */
  protected output(values: Record<string, string>): void {
    for (const [name, value] of Object.entries(values)) {
      // Reason: a resource of the same name stands in the stack's own scope.
      new CfnOutput(this, `Output${name}`, { value }).overrideLogicalId(name);
    }
  }
}
