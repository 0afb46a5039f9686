import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { WorkshopFunction } from '#cdk/workshop-function.ts';
import { WorkshopStack, type WorkshopStackProps } from '#cdk/workshop-stack.ts';
import { workflow } from './workflow.ts';

/** A workflow that has an order paid at a bank that fails now and then. */
export class ResilientWorkflowStack extends WorkshopStack {
  constructor(scope: Construct, id: string, props: WorkshopStackProps) {
    super(scope, id, props);

    // #region called
    const payments = new Table(this, 'Payments', {
      partitionKey: { name: 'orderId', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const pay = new WorkshopFunction(this, 'Pay', {
      entry: new URL('functions/pay.ts', import.meta.url),
      timeout: Duration.seconds(5),
      environment: { PAYMENTS_TABLE: payments.tableName },
    });
    payments.grant(pay, 'dynamodb:UpdateItem');
    const stock = new Table(this, 'Stock', {
      partitionKey: { name: 'sku', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // #endregion called

    // #region machine
    const role = new Role(this, 'WorkflowRole', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    pay.grantInvoke(role);
    stock.grant(role, 'dynamodb:UpdateItem');
    const machine = new CfnStateMachine(this, 'Workflow', {
      roleArn: role.roleArn,
      definition: workflow({ payArn: pay.functionArn, stockTable: stock.tableName }),
    });
    // Reason: without it the machine may be there before its role may do anything.
    machine.node.addDependency(role);
    // #endregion machine

    // #region outputs
    this.output({
      Workflow: machine.ref,
      Payments: payments.tableName,
      Stock: stock.tableName,
    });
    // #endregion outputs
  }
}
