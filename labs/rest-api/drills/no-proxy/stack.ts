import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccessLogField,
  AccessLogFormat,
  EndpointType,
  JsonSchemaType,
  LambdaIntegration,
  LogGroupLogDestination,
  ResponseType,
  RestApi,
  Stage,
} from 'aws-cdk-lib/aws-apigateway';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { WorkshopFunction } from '#cdk/workshop-function.ts';
import { WorkshopStack, type WorkshopStackProps } from '#cdk/workshop-stack.ts';

/** The pages that may call the API from a browser: those of one site. */
const SHOP = 'https://example.com';

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
          ALLOWED_ORIGIN: SHOP,
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
    const accessLog = new LogGroup(this, 'AccessLog', {
      logGroupName: `/aws/apigateway/${Aws.STACK_NAME}/access`,
      retention: RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const accessLogFormat = AccessLogFormat.custom(
      JSON.stringify({
        requestId: AccessLogField.contextRequestId(),
        httpMethod: AccessLogField.contextHttpMethod(),
        path: AccessLogField.contextPath(),
        status: AccessLogField.contextStatus(),
        responseLatency: AccessLogField.contextResponseLatency(), // ms, all of it
        integrationLatency: AccessLogField.contextIntegrationLatency(), // ms, the function's part
        error: AccessLogField.contextErrorMessage(),
      }),
    );
    // #endregion access-log

    // #region api
    const api = new RestApi(this, 'Api', {
      endpointTypes: [EndpointType.REGIONAL],
      // #region cors-preflight
      defaultCorsPreflightOptions: {
        allowOrigins: [SHOP],
        allowMethods: ['GET', 'POST'],
        allowHeaders: ['Content-Type'],
        maxAge: Duration.minutes(10),
      },
      // #endregion cors-preflight
      // #region access-log-destination
      cloudWatchRole: true,
      cloudWatchRoleRemovalPolicy: RemovalPolicy.DESTROY,
      deployOptions: { stageName: 'prod', accessLogDestination: new LogGroupLogDestination(accessLog), accessLogFormat },
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
    api.root
      .addResource('hello')
      .addMethod('POST', new LambdaIntegration(hello, { ...allStages, proxy: false, integrationResponses: [{ statusCode: '200' }] }), {
        methodResponses: [{ statusCode: '200' }],
      });
    // #endregion hello

    // #region orders
    const order = api.addModel('Order', {
      contentType: 'application/json',
      schema: {
        type: JsonSchemaType.OBJECT,
        required: ['item', 'quantity'],
        properties: { item: { type: JsonSchemaType.STRING }, quantity: { type: JsonSchemaType.INTEGER, minimum: 1 } },
      },
    });
    const ordersResource = api.root.addResource('orders');
    ordersResource.addMethod('POST', new LambdaIntegration(placeOrder, allStages), {
      requestModels: { 'application/json': order },
      requestValidatorOptions: { validateRequestBody: true },
    });
    ordersResource.addResource('{id}').addMethod('GET', new LambdaIntegration(getOrder, allStages));
    // #endregion orders

    // #region cors-refusals
    const responseHeaders = { 'Access-Control-Allow-Origin': `'${SHOP}'` };
    api.addGatewayResponse('ClientErrors', { type: ResponseType.DEFAULT_4XX, responseHeaders });
    api.addGatewayResponse('ServerErrors', { type: ResponseType.DEFAULT_5XX, responseHeaders });
    // #endregion cors-refusals

    // #region outputs
    // Reason: CDK tells the URL by a name of its own; one name is enough.
    api.node.tryRemoveChild('Endpoint');
    this.output({
      Url: api.url,
      NextUrl: next.urlForPath('/'),
      ApiId: api.restApiId,
      // #region access-log-output
      AccessLog: accessLog.logGroupName,
      // #endregion access-log-output
      HelloLogs: hello.logGroup.logGroupName,
    });
    // #endregion outputs
  }
}
