import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { BlockPublicAccess, Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { WorkshopFunction } from '#cdk/workshop-function.ts';
import { WorkshopStack, type WorkshopStackProps } from '#cdk/workshop-stack.ts';

/** Every change of the Users table leaves an entry in the Trail table. */
export class DynamodbStreamsStack extends WorkshopStack {
  constructor(scope: Construct, id: string, props: WorkshopStackProps) {
    super(scope, id, props);

    // #region users
    const users = new Table(this, 'Users', {
      partitionKey: { name: 'userId', type: AttributeType.STRING },
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      timeToLiveAttribute: 'expiresAt',
      billingMode: BillingMode.PAY_PER_REQUEST,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // #endregion users

    // #region trail
    const trail = new Table(this, 'Trail', {
      partitionKey: { name: 'userId', type: AttributeType.STRING },
      sortKey: { name: 'sequence', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // #endregion trail

    // #region function
    const audit = new WorkshopFunction(this, 'Audit', {
      entry: new URL('functions/audit.ts', import.meta.url),
      timeout: Duration.seconds(10),
      environment: { TRAIL_TABLE: trail.tableName },
    });
    users.grantStreamRead(audit);
    trail.grant(audit, 'dynamodb:PutItem', 'dynamodb:UpdateItem');
    // #endregion function

    // #region given-up
    const givenUp = new Bucket(this, 'GivenUp', { blockPublicAccess: BlockPublicAccess.BLOCK_ALL, removalPolicy: RemovalPolicy.DESTROY });
    // #endregion given-up

    // #region outputs
    this.output({
      Users: users.tableName,
      Trail: trail.tableName,
      Audit: audit.functionName,
      AuditLogs: audit.logGroup.logGroupName,
      GivenUp: givenUp.bucketName,
    });
    // #endregion outputs
  }
}
