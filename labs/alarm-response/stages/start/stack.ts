import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { WorkshopFunction } from '#cdk/workshop-function.ts';
import { WorkshopStack, type WorkshopStackProps } from '#cdk/workshop-stack.ts';

// #region address
/** Who is told by e-mail. In an AWS account: an address of your own. */
const ON_CALL = 'truc@example.com';
// #endregion address

/** A function whose failures become a metric, an alarm, a message, and an incident in a table. */
export class AlarmResponseStack extends WorkshopStack {
  constructor(scope: Construct, id: string, props: WorkshopStackProps) {
    super(scope, id, props);

    // #region log
    const role = new Role(this, 'ChargeRole', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new LogGroup(this, 'ChargeLogs', {
      logGroupName: `/aws/lambda/${Aws.STACK_NAME}/Charge`,
      retention: RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    logGroup.grantWrite(role); // logs:CreateLogStream, logs:PutLogEvents
    // #endregion log

    // #region watched
    const charge = new WorkshopFunction(this, 'Charge', {
      entry: new URL('functions/charge.ts', import.meta.url),
      timeout: Duration.seconds(10),
      own: { role, logGroup },
    });
    // #endregion watched

    // #region response
    const incidents = new Table(this, 'Incidents', {
      partitionKey: { name: 'alarm', type: AttributeType.STRING },
      sortKey: { name: 'changedAt', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const record = new WorkshopFunction(this, 'Record', {
      entry: new URL('functions/record.ts', import.meta.url),
      timeout: Duration.seconds(10),
      environment: { INCIDENTS_TABLE: incidents.tableName },
    });
    incidents.grant(record, 'dynamodb:PutItem');
    // #endregion response

    // #region topic
    const alerts = new Topic(this, 'Alerts');
    alerts.addSubscription(new LambdaSubscription(record));
    alerts.addSubscription(new EmailSubscription(ON_CALL));
    // #endregion topic

    // #region alarm
    // An alarm on the Errors of Charge, and what it does.
    // #endregion alarm

    // #region filter
    // A metric of the lines that tell of declined cards, and an alarm on it.
    // #endregion filter

    // #region outputs
    this.output({
      Charge: charge.functionName,
      ChargeLogs: charge.logGroup.logGroupName,
      Alerts: alerts.topicArn,
      Incidents: incidents.tableName,
    });
    // #endregion outputs
  }
}
