import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { WorkshopFunction } from '#cdk/workshop-function.ts';
import { WorkshopStack, type WorkshopStackProps } from '#cdk/workshop-stack.ts';

/** One source file, deployed twice: with little memory and Lambda's default timeout, and with the memory of a whole vCPU. */
export class LambdaLifecycleStack extends WorkshopStack {
  constructor(scope: Construct, id: string, props: WorkshopStackProps) {
    super(scope, id, props);

    // #region life
    const life = new WorkshopFunction(this, 'Life', {
      entry: new URL('functions/life.ts', import.meta.url),
      memorySize: 256,
      timeout: undefined, // Lambda's default
    });
    // #endregion life

    // #region large
    const large = new WorkshopFunction(this, 'LifeLarge', {
      entry: new URL('functions/life.ts', import.meta.url),
      memorySize: 1769,
      timeout: Duration.seconds(15),
    });
    // #endregion large

    // #region outputs
    this.output({ Life: life.functionName, LifeLarge: large.functionName });
    // #endregion outputs
  }
}
