import { expect, test } from 'vitest';
import { memoryCloud } from '../../../host/memory.ts';
import { cloudformation } from '../../cloudformation/service.ts';
import { iam } from '../../iam/service.ts';
import { logs } from '../../logs/service.ts';
import { sts } from '../../sts/service.ts';
import { cloudwatch } from '../service.ts';

const template = (threshold: string, tags: object[]) =>
  JSON.stringify({
    Resources: {
      Group: { Type: 'AWS::Logs::LogGroup' },
      Filter: {
        Type: 'AWS::Logs::MetricFilter',
        Properties: {
          LogGroupName: { Ref: 'Group' },
          FilterPattern: 'ERROR',
          MetricTransformations: [{ MetricName: 'Errors', MetricNamespace: 'Shop', MetricValue: '1', DefaultValue: 0 }],
        },
      },
      Alarm: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          MetricName: 'Errors',
          Namespace: 'Shop',
          Statistic: 'Sum',
          Period: 60,
          EvaluationPeriods: 1,
          Threshold: threshold,
          ComparisonOperator: 'GreaterThanThreshold',
          Tags: tags,
        },
      },
      Any: {
        Type: 'AWS::CloudWatch::CompositeAlarm',
        Properties: { AlarmName: 'any', AlarmRule: { 'Fn::Join': ['', ['ALARM("', { Ref: 'Alarm' }, '")']] } },
      },
      Board: {
        Type: 'AWS::CloudWatch::Dashboard',
        Properties: { DashboardBody: '{"widgets":[{"type":"text","properties":{"markdown":"hi"}}]}' },
      },
    },
    Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Alarm', 'Arn'] } } },
  });

test('a stack makes, changes and removes alarms, dashboards and metric filters', async () => {
  const { root, clock, faults } = await memoryCloud({ services: [cloudformation, cloudwatch, iam, logs, sts] });
  const aws = root();
  const settled = async () => {
    for (let turn = 0; turn < 40; turn++) {
      await clock.advance(1000);
      const { Stacks } = await aws.cloudformation.DescribeStacks({ StackName: 's' });
      if (!Stacks![0]!.StackStatus!.endsWith('_IN_PROGRESS')) return Stacks![0]!;
    }
    throw new Error('The stack does not settle.');
  };
  await aws.cloudformation.CreateStack({ StackName: 's', TemplateBody: template('2', [{ Key: 'team', Value: 'a' }]) });
  const made = await settled();
  expect(made.StackStatus).toBe('CREATE_COMPLETE');
  const alarm = async () => (await aws.cloudwatch.DescribeAlarms({ AlarmNamePrefix: 's-Alarm-' })).MetricAlarms![0]!;
  expect(await alarm()).toMatchObject({ Threshold: 2, AlarmArn: made.Outputs![0]!.OutputValue });
  expect((await aws.logs.DescribeMetricFilters({})).metricFilters).toHaveLength(1);
  expect((await aws.cloudwatch.ListDashboards({})).DashboardEntries).toHaveLength(1);
  await aws.cloudformation.UpdateStack({ StackName: 's', TemplateBody: template('5', []) });
  expect((await settled()).StackStatus).toBe('UPDATE_COMPLETE');
  const { AlarmArn, Threshold } = await alarm();
  expect(Threshold).toBe(5);
  const { Tags } = await aws.cloudwatch.ListTagsForResource({ ResourceARN: AlarmArn });
  expect(Tags!.map(({ Key }) => Key)).not.toContain('team');
  await aws.cloudformation.DeleteStack({ StackName: made.StackId });
  await clock.advance(30_000);
  const { MetricAlarms, CompositeAlarms } = await aws.cloudwatch.DescribeAlarms({ AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] });
  expect([MetricAlarms, CompositeAlarms]).toEqual([[], []]);
  expect((await aws.cloudwatch.ListDashboards({})).DashboardEntries).toEqual([]);
  expect(faults).toEqual([]);
});
