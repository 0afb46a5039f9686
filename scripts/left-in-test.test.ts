import { expect, test } from 'vitest';
import { memoryCloud } from '../cloud/host/memory.ts';
import { clientsOf } from './clients.ts';
import { jumpingClock } from './event/jumping-clock.ts';
import { everythingIn, typesOf } from './left-in-test.ts';

const DeletionPolicy = 'Retain';
const Resources = {
  Failing: {
    Type: 'AWS::CloudWatch::Alarm',
    DeletionPolicy,
    Properties: {
      AlarmName: 'failing',
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold',
    },
  },
  Arrived: { Type: 'AWS::Events::Rule', DeletionPolicy, Properties: { Name: 'arrived', EventPattern: { source: ['aws.s3'] } } },
  Lines: { Type: 'AWS::Logs::LogGroup', DeletionPolicy, Properties: { LogGroupName: '/lines' } },
  Jobs: { Type: 'AWS::SQS::Queue' },
};

test('what a stack keeps is found, of whatever type; a type that nothing lists is no proof', async () => {
  const cloud = await memoryCloud({ clock: jumpingClock() });
  const aws = clientsOf(cloud.clientOptions());
  const { cloudformation } = cloud.root();
  await cloudformation.CreateStack({ StackName: 'lab', TemplateBody: JSON.stringify({ Resources }) });
  await cloud.clock.advance(60_000);
  const types = await typesOf(aws, 'lab');
  expect([...types].sort()).toEqual(['AWS::CloudWatch::Alarm', 'AWS::Events::Rule', 'AWS::Logs::LogGroup', 'AWS::SQS::Queue']);
  expect(await everythingIn(aws, types)).toContain('AWS::CloudFormation::Stack lab');
  await cloudformation.DeleteStack({ StackName: 'lab' });
  await cloud.clock.advance(60_000);
  expect(await everythingIn(aws, types)).toEqual([
    'AWS::CloudWatch::Alarm failing',
    'AWS::Events::Rule arrived',
    'AWS::Logs::LogGroup /lines',
  ]);
  // The cloud answers for no snapshot, and nothing at all asks for a key.
  await expect(everythingIn(aws, new Set(['AWS::EC2::Snapshot', 'AWS::KMS::Key']))).rejects.toThrow(
    'Nothing lists AWS::EC2::Snapshot, AWS::KMS::Key',
  );
});
