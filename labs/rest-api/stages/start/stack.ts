import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { EndpointType, LambdaIntegration, RestApi, Stage } from 'aws-cdk-lib/aws-apigateway';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { WorkshopFunction } from '#cdk/workshop-function.ts';
import { WorkshopStack, type WorkshopStackProps } from '#cdk/workshop-stack.ts';

/** A REST API over three functions, on two stages: it greets, takes orders and gives them back. */
export class RestApiStack extends WorkshopStack {
  constructor(scope: Construct, id: string, props: WorkshopStackProps) {
    super(scope, id, props);

    // #region table
    const orders = new Table(this, 'Orders', {
      partitionKey: { name: 'orderId', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // #endregion table

    // #region functions
    const handler = (name: string, file: string) =>
      new WorkshopFunction(this, name, {
        entry: new URL(`functions/${file}.ts`, import.meta.url),
        timeout: Duration.seconds(10),
        environment: {
          ORDERS_TABLE: orders.tableName,
          // #region allowed-origin
          // Tell the functions which origin their answers are for.
          // #endregion allowed-origin
        },
      });
    const hello = handler('Hello', 'hello');
    const placeOrder = handler('PlaceOrder', 'place-order');
    const getOrder = handler('GetOrder', 'get-order');
    orders.grant(placeOrder, 'dynamodb:PutItem');
    orders.grant(getOrder, 'dynamodb:GetItem');
    // #endregion functions

    // #region access-log
    // A log group for one line per request, and what stands in a line.
    // #endregion access-log

    // #region api
    const api = new RestApi(this, 'Api', {
      endpointTypes: [EndpointType.REGIONAL],
      // #region cors-preflight
      // Answer the preflight: which origin, which methods, which headers.
      // #endregion cors-preflight
      // #region access-log-destination
      cloudWatchRole: false,
      deployOptions: { stageName: 'prod' }, // and where its access log goes
      // #endregion access-log-destination
    });
    // #endregion api

    // #region next
    const next = new Stage(this, 'Next', {
      deployment: api.latestDeployment!,
      stageName: 'next',
      variables: { language: 'vi' },
    });
    // #endregion next

    // Reason: permission for a method is permission on one stage only; this API has two.
    const allStages = { scopePermissionToMethod: false };

    // #region hello
    api.root.addResource('hello').addMethod('POST', new LambdaIntegration(hello, allStages));
    // #endregion hello

    // #region orders
    // POST /orders, with a model that API Gateway checks, and GET /orders/{id}.
    // #endregion orders

    // #region cors-refusals
    // What API Gateway refuses by itself needs the header too.
    // #endregion cors-refusals

    // #region outputs
    // Reason: CDK tells the URL by a name of its own; one name is enough.
    api.node.tryRemoveChild('Endpoint');
    this.output({
      Url: api.url,
      NextUrl: next.urlForPath('/'),
      ApiId: api.restApiId,
      // #region access-log-output
      // AccessLog: the log group's name.
      // #endregion access-log-output
      HelloLogs: hello.logGroup.logGroupName,
    });
    // #endregion outputs
  }
}
