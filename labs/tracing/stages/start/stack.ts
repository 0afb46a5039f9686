import { Duration } from 'aws-cdk-lib';
import { EndpointType, LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import { WorkshopFunction } from '#cdk/workshop-function.ts';
import { WorkshopStack, type WorkshopStackProps } from '#cdk/workshop-stack.ts';

/** An order asks for a price, and the price asks a supplier: three services, each a function behind an API of its own. Nobody watches yet. */
export class TracingStack extends WorkshopStack {
  constructor(scope: Construct, id: string, props: WorkshopStackProps) {
    super(scope, id, props);

    const service = (name: string, environment: Record<string, string> = {}) =>
      new WorkshopFunction(this, name, {
        entry: new URL(`functions/${name.toLowerCase()}.ts`, import.meta.url),
        timeout: Duration.seconds(10),
        environment,
        // #region active
        // Let X-Ray be told of every invocation.
        // #endregion active
      });

    const api = (name: string) =>
      new RestApi(this, name, {
        endpointTypes: [EndpointType.REGIONAL],
        cloudWatchRole: false,
        // #region stage
        // Let X-Ray be told of every request, too.
        deployOptions: { stageName: 'prod' },
        // #endregion stage
      });

    // #region services
    const supplier = service('Supplier');
    const supplierApi = api('SupplierApi');
    supplierApi.root.addResource('{item}').addMethod('GET', new LambdaIntegration(supplier));

    const prices = service('Prices', { SUPPLIER_URL: supplierApi.url });
    const pricesApi = api('PricesApi');
    pricesApi.root.addResource('{item}').addMethod('GET', new LambdaIntegration(prices));

    const orders = service('Orders', { PRICES_URL: pricesApi.url });
    const ordersApi = api('OrdersApi');
    ordersApi.root.addResource('orders').addMethod('POST', new LambdaIntegration(orders));
    // #endregion services

    // #region outputs
    // Reason: CDK tells each URL by a name of its own; one name is enough.
    for (const made of [supplierApi, pricesApi, ordersApi]) made.node.tryRemoveChild('Endpoint');
    this.output({
      Url: ordersApi.url,
      Orders: orders.functionName,
      Prices: prices.functionName,
      Supplier: supplier.functionName,
      OrdersLogs: orders.logGroup.logGroupName,
    });
    // #endregion outputs
  }
}
