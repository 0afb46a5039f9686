import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { WorkshopFunction } from '#cdk/workshop-function.ts';
import { WorkshopStack, type WorkshopStackProps } from '#cdk/workshop-stack.ts';

/** A bucket whose uploads call a function. */
export class S3TriggerStack extends WorkshopStack {
  constructor(scope: Construct, id: string, props: WorkshopStackProps) {
    super(scope, id, props);

    // #region function
    const describe = new WorkshopFunction(this, 'Describe', {
      entry: new URL('functions/describe.ts', import.meta.url),
      memorySize: 1769, // one whole vCPU
      timeout: Duration.seconds(60),
    });
    // #endregion function

    // #region bucket
    const uploads = new CfnBucket(this, 'Uploads', {
      publicAccessBlockConfiguration: {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      // #region notification
      notificationConfiguration: {
        lambdaConfigurations: [{ event: 's3:ObjectCreated:*', function: describe.functionArn }],
      },
      // #endregion notification
    });
    uploads.applyRemovalPolicy(RemovalPolicy.DESTROY);
    // #endregion bucket

    // #region read
    // Reason: a policy of its own. The function waits for its role's default policy, which would wait for the bucket,
    // which waits for the function.
    new Policy(this, 'DescribeReadsUploads', {
      roles: [describe.role!],
      statements: [new PolicyStatement({ actions: ['s3:GetObject'], resources: [`${uploads.attrArn}/*`] })],
    });
    // #endregion read

    // #region outputs
    this.output({ Uploads: uploads.ref, Describe: describe.functionName, DescribeLogs: describe.logGroup.logGroupName });
    // #endregion outputs
  }
}
