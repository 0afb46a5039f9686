import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { WorkshopFunction } from '#cdk/workshop-function.ts';
import { WorkshopStack, type WorkshopStackProps } from '#cdk/workshop-stack.ts';
import { workflow } from './workflow.ts';

/** A workflow that validates an order, saves it, and tells a topic. */
export class OrderWorkflowStack extends WorkshopStack {
  constructor(scope: Construct, id: string, props: WorkshopStackProps) {
    super(scope, id, props);

    // #region called
    const validate = new WorkshopFunction(this, 'Validate', {
      entry: new URL('functions/validate.ts', import.meta.url),
      timeout: Duration.seconds(5),
    });
    const orders = new Table(this, 'Orders', {
      partitionKey: { name: 'orderId', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const placed = new Topic(this, 'Placed');
    const inbox = new Queue(this, 'Inbox', { removalPolicy: RemovalPolicy.DESTROY });
    placed.addSubscription(new SqsSubscription(inbox, { rawMessageDelivery: true }));
    // #endregion called

    // #region role
    const role = new Role(this, 'WorkflowRole', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    validate.grantInvoke(role);
    orders.grant(role, 'dynamodb:PutItem');
    placed.grantPublish(validate);
    // #endregion role

    // #region machine
    const machine = new CfnStateMachine(this, 'Workflow', {
      roleArn: role.roleArn,
      definition: workflow({ validateArn: validate.functionArn, ordersTable: orders.tableName, topicArn: placed.topicArn }),
    });
    // Reason: without it the machine may be there before its role may do anything.
    machine.node.addDependency(role);
    // #endregion machine

    // #region outputs
    this.output({
      Workflow: machine.ref,
      Orders: orders.tableName,
      Inbox: inbox.queueUrl,
      ValidateLogs: validate.logGroup.logGroupName,
    });
    // #endregion outputs
  }
}
