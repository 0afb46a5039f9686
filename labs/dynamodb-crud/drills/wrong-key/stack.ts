import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { EndpointType, LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { WorkshopFunction } from '#cdk/workshop-function.ts';
import { WorkshopStack, type WorkshopStackProps } from '#cdk/workshop-stack.ts';

/** An API over a table of users: four functions, each with the one permission that it needs. */
export class DynamodbCrudStack extends WorkshopStack {
  constructor(scope: Construct, id: string, props: WorkshopStackProps) {
    super(scope, id, props);

    // #region table
    const users = new Table(this, 'Users', {
      partitionKey: { name: 'id', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // #endregion table

    // #region functions
    const handler = (name: string, file: string) =>
      new WorkshopFunction(this, name, {
        entry: new URL(`functions/${file}.ts`, import.meta.url),
        timeout: Duration.seconds(10),
        environment: { USERS_TABLE: users.tableName },
      });
    const create = handler('CreateUser', 'create-user');
    const read = handler('ReadUser', 'read-user');
    const update = handler('UpdateUser', 'update-user');
    const remove = handler('DeleteUser', 'delete-user');
    // #endregion functions

    // #region grants
    users.grant(create, 'dynamodb:PutItem');
    users.grant(read, 'dynamodb:GetItem');
    users.grant(update, 'dynamodb:UpdateItem');
    users.grant(remove, 'dynamodb:DeleteItem');
    // #endregion grants

    // #region api
    const api = new RestApi(this, 'Api', { endpointTypes: [EndpointType.REGIONAL], cloudWatchRole: false });
    const collection = api.root.addResource('users');
    collection.addMethod('POST', new LambdaIntegration(create));
    const user = collection.addResource('{userId}');
    user.addMethod('GET', new LambdaIntegration(read));
    user.addMethod('PATCH', new LambdaIntegration(update));
    user.addMethod('DELETE', new LambdaIntegration(remove));
    // #endregion api

    // #region outputs
    // Reason: CDK tells the URL by a name of its own; one name is enough.
    api.node.tryRemoveChild('Endpoint');
    this.output({
      Url: api.url,
      Users: users.tableName,
      CreateUser: create.functionName,
      ReadUser: read.functionName,
      UpdateUser: update.functionName,
      DeleteUser: remove.functionName,
      CreateUserLogs: create.logGroup.logGroupName,
    });
    // #endregion outputs
  }
}
