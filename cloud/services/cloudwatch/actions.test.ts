import { expect, test } from 'vitest';
import { memoryCloud } from '../../host/memory.ts';
import type { Principal } from '../../principal.ts';
import { defineService } from '../../service.ts';
import { events } from '../events/service.ts';
import { iam } from '../iam/service.ts';
import { sqs } from '../sqs/service.ts';
import { sts } from '../sts/service.ts';
import { cloudwatch } from './service.ts';

test('an alarm invokes its function as CloudWatch alarms, and EventBridge hears of it', async () => {
  const invoked: { by: Principal; event: unknown }[] = [];
  const lambda = defineService<object>({
    name: 'lambda',
    wires: [],
    scope: 'region',
    initialState: () => ({}),
    operations: {
      Invoke: (input: { Payload: Uint8Array }, call) => {
        invoked.push({ by: call.principal, event: JSON.parse(new TextDecoder().decode(input.Payload)) });
        return { StatusCode: 202 };
      },
    },
    access: { Invoke: () => [] },
    resourceTypes: [],
  });
  const { root, clock, faults } = await memoryCloud({ services: [cloudwatch, events, iam, lambda, sqs, sts] });
  const aws = root();
  const { QueueUrl } = await aws.sqs.CreateQueue({ QueueName: 'heard' });
  const QueueArn = 'arn:aws:sqs:ap-southeast-1:111122223333:heard';
  const Statement = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: QueueArn };
  await aws.sqs.SetQueueAttributes({ QueueUrl, Attributes: { Policy: JSON.stringify({ Statement: [Statement] }) } });
  await aws.events.PutRule({ Name: 'alarms', EventPattern: '{"source":["aws.cloudwatch"],"detail":{"state":{"value":["ALARM"]}}}' });
  await aws.events.PutTargets({ Rule: 'alarms', Targets: [{ Id: 'q', Arn: QueueArn }] });
  await aws.cloudwatch.PutMetricAlarm({
    AlarmName: 'a',
    Namespace: 'Shop',
    MetricName: 'Errors',
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 0,
    ComparisonOperator: 'GreaterThanThreshold',
    AlarmActions: ['arn:aws:lambda:ap-southeast-1:111122223333:function:respond'],
  });
  await aws.cloudwatch.SetAlarmState({ AlarmName: 'a', StateValue: 'ALARM', StateReason: 'a try' });
  await clock.advance(0);
  const sourceArn = 'arn:aws:cloudwatch:ap-southeast-1:111122223333:alarm:a';
  const said = {
    alarmName: 'a',
    state: { value: 'ALARM', reason: 'a try', timestamp: '2026-11-20T00:00:00.000+0000' },
    previousState: {
      value: 'INSUFFICIENT_DATA',
      reason: 'Unchecked: Initial alarm creation',
      timestamp: '2026-11-20T00:00:00.000+0000',
    },
    configuration: {
      metrics: [
        {
          id: 'm1',
          metricStat: { metric: { namespace: 'Shop', name: 'Errors', dimensions: {} }, period: 60, stat: 'Sum' },
          returnData: true,
        },
      ],
    },
  };
  expect(invoked).toEqual([
    {
      by: { type: 'service', service: 'lambda.alarms.cloudwatch.amazonaws.com', sourceArn, sourceAccount: '111122223333' },
      event: {
        source: 'aws.cloudwatch',
        alarmArn: sourceArn,
        accountId: '111122223333',
        time: '2026-11-20T00:00:00.000+0000',
        region: 'ap-southeast-1',
        alarmData: said,
      },
    },
  ]);
  const { Messages } = await aws.sqs.ReceiveMessage({ QueueUrl });
  expect(JSON.parse(Messages![0]!.Body!)).toMatchObject({
    source: 'aws.cloudwatch',
    'detail-type': 'CloudWatch Alarm State Change',
    resources: [sourceArn],
    detail: said,
  });
  expect(faults).toEqual([]);
});
