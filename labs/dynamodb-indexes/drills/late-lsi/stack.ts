import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { WorkshopFunction } from '#cdk/workshop-function.ts';
import { WorkshopStack, type WorkshopStackProps } from '#cdk/workshop-stack.ts';

/** A table of users, and three ways to read it: page by page, the newest of a company, one by email. */
export class DynamodbIndexesStack extends WorkshopStack {
  constructor(scope: Construct, id: string, props: WorkshopStackProps) {
    super(scope, id, props);

    // #region table
    const users = new Table(this, 'Users', {
      // Reason: CloudFormation never replaces what has a name of its own.
      tableName: `${Aws.STACK_NAME}-users`,
      partitionKey: { name: 'company', type: AttributeType.STRING },
      sortKey: { name: 'userId', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // #endregion table

    // #region joined-index
    users.addLocalSecondaryIndex({
      indexName: 'JoinedIndex',
      sortKey: { name: 'joinedAt', type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ['name'],
    });
    // #endregion joined-index

    // #region email-index
    users.addLocalSecondaryIndex({
      indexName: 'EmailIndex',
      sortKey: { name: 'email', type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ['name'],
    });
    // #endregion email-index

    // #region functions
    const reader = (name: string, file: string) =>
      new WorkshopFunction(this, name, {
        entry: new URL(`functions/${file}.ts`, import.meta.url),
        timeout: Duration.seconds(30),
        environment: { USERS_TABLE: users.tableName },
      });
    const list = reader('List', 'list');
    const newest = reader('Newest', 'newest');
    const find = reader('Find', 'find');
    const fill = new WorkshopFunction(this, 'Fill', {
      entry: new URL('functions/fill.ts', import.meta.url),
      timeout: Duration.minutes(2),
      environment: { USERS_TABLE: users.tableName },
    });
    // #endregion functions

    // #region grants
    fill.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:BatchWriteItem'], resources: [users.tableArn] }));
    list.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:Scan'], resources: [users.tableArn] }));
    newest.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:Query'], resources: [`${users.tableArn}/index/JoinedIndex`] }));
    // #endregion grants

    // #region find-grant
    find.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:Query'], resources: [`${users.tableArn}/index/EmailIndex`] }));
    // #endregion find-grant

    // #region outputs
    this.output({
      Users: users.tableName,
      Fill: fill.functionName,
      List: list.functionName,
      Newest: newest.functionName,
      Find: find.functionName,
    });
    // #endregion outputs
  }
}
