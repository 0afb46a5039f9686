import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { WorkshopFunction } from '#cdk/workshop-function.ts';
import { WorkshopStack, type WorkshopStackProps } from '#cdk/workshop-stack.ts';

/** A function that greets, and a table in which it remembers whom. */
export class NewLabStack extends WorkshopStack {
  constructor(scope: Construct, id: string, props: WorkshopStackProps) {
    super(scope, id, props);

    // #region table
    const greetings = new Table(this, 'Greetings', {
      partitionKey: { name: 'name', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // #endregion table

    // #region function
    const greet = new WorkshopFunction(this, 'Greet', {
      entry: new URL('functions/greet.ts', import.meta.url),
      timeout: Duration.seconds(10),
      environment: { GREETINGS_TABLE: greetings.tableName },
    });
    // #endregion function

    // #region grant
    greetings.grant(greet, 'dynamodb:PutItem');
    // #endregion grant

    // #region outputs
    this.output({ Greetings: greetings.tableName, Greet: greet.functionName });
    // #endregion outputs
  }
}
