import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, LogGroup, MetricFilter, RetentionDays } from 'aws-cdk-lib/aws-logs';
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
    const failing = new Alarm(this, 'Failing', {
      alarmDescription: 'Charge fails. Look into its log for the orders, then tell the customers.',
      metric: charge.metricErrors({ statistic: Stats.SUM, period: Duration.minutes(5) }),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    failing.addAlarmAction(new SnsAction(alerts));
    // #endregion alarm

    // #region filter
    const declined = new Metric({
      namespace: `Workshop/${Aws.STACK_NAME}`,
      metricName: 'Declined',
      statistic: Stats.SUM,
      period: Duration.minutes(1),
    });
    new MetricFilter(this, 'CountDeclined', {
      logGroup,
      filterPattern: FilterPattern.literal('declined'),
      metricNamespace: declined.namespace,
      metricName: declined.metricName,
      metricValue: '1',
    });
    const declining = new Alarm(this, 'Declining', {
      alarmDescription: 'The bank declines many cards. Look whether it is them or us.',
      metric: declined,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      threshold: 4,
      evaluationPeriods: 1,
    });
    declining.addAlarmAction(new SnsAction(alerts));
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
