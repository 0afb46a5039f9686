import { expect, test } from 'vitest';
import { memoryCloud } from '../../host/memory.ts';
import { mailsOf } from '../sns/mailbox.ts';
import { sns } from '../sns/service.ts';
import { cloudwatch } from './service.ts';

test('by e-mail an alarm is told in words, with what it watches and what it does', async () => {
  const { root, cloud, clock, faults } = await memoryCloud({ services: [cloudwatch, sns] });
  const aws = root();
  const { TopicArn = '' } = await aws.sns.CreateTopic({ Name: 'alerts' });
  await aws.sns.Subscribe({ TopicArn, Protocol: 'email', Endpoint: 'ban@example.com' });
  await aws.sns.ConfirmSubscription({ TopicArn, Token: new URLSearchParams(mailsOf(cloud)[0]!.link!.slice(2)).get('Token')! });
  await aws.cloudwatch.PutMetricAlarm({
    AlarmName: 'Failing',
    AlarmDescription: 'Call them.',
    Namespace: 'AWS/Lambda',
    MetricName: 'Errors',
    Dimensions: [{ Name: 'FunctionName', Value: 'charge' }],
    Statistic: 'Sum',
    Period: 300,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
    AlarmActions: [TopicArn],
  });
  await aws.cloudwatch.SetAlarmState({ AlarmName: 'Failing', StateValue: 'ALARM', StateReason: 'a try' });
  await clock.advance(0);
  const [mail] = mailsOf(cloud);
  expect(mail).toMatchObject({ to: 'ban@example.com', subject: 'ALARM: "Failing" in Asia Pacific (Singapore)' });
  expect(
    mail!.body,
  ).toBe(`You are receiving this email because your Amazon CloudWatch Alarm "Failing" in the Asia Pacific (Singapore) region has entered the ALARM state, because "a try" at "Friday 20 November, 2026 00:00:00 UTC".

View this alarm in the AWS Management Console:
https://ap-southeast-1.console.aws.amazon.com/cloudwatch/deeplink.js?region=ap-southeast-1#alarmsV2:alarm/Failing

Alarm Details:
- Name:                       Failing
- Description:                Call them.
- State Change:               INSUFFICIENT_DATA -> ALARM
- Reason for State Change:    a try
- Timestamp:                  Friday 20 November, 2026 00:00:00 UTC
- AWS Account:                111122223333
- Alarm Arn:                  arn:aws:cloudwatch:ap-southeast-1:111122223333:alarm:Failing

Threshold:
- The alarm is in the ALARM state when the metric is GreaterThanThreshold 1.0 for at least 1 of the last 1 period(s) of 300 seconds.

Monitored Metric:
- MetricNamespace:            AWS/Lambda
- MetricName:                 Errors
- Dimensions:                 [FunctionName = charge]
- Period:                     300 seconds
- Statistic:                  Sum
- Unit:                       not specified
- TreatMissingData:           notBreaching

State Change Actions:
- OK:
- ALARM:                      [arn:aws:sns:ap-southeast-1:111122223333:alerts]
- INSUFFICIENT_DATA:`);
  expect(faults).toEqual([]);
});
