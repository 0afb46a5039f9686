import { expect, test } from 'vitest';
import { memoryCloud } from '../../../host/memory.ts';
import { cloudformation } from '../../cloudformation/service.ts';
import { iam } from '../../iam/service.ts';
import { logs } from '../service.ts';

const template = (Properties: object) =>
  JSON.stringify({
    Resources: {
      Group: { Type: 'AWS::Logs::LogGroup', Properties },
      Stream: { Type: 'AWS::Logs::LogStream', Properties: { LogGroupName: { Ref: 'Group' }, LogStreamName: 'audit' } },
    },
    Outputs: { Name: { Value: { Ref: 'Group' } }, Arn: { Value: { 'Fn::GetAtt': ['Group', 'Arn'] } } },
  });

test('a log group lives and changes with its stack', async () => {
  const { root, clock } = await memoryCloud({ services: [cloudformation, iam, logs] });
  const { cloudformation: formation, logs: groups } = root();
  const StackName = 'shop';
  const Tags = [{ Key: 'lab', Value: 'leda' }];
  await formation.CreateStack({ StackName, TemplateBody: template({ RetentionInDays: 7, Tags }) });
  await clock.advance(5000);
  const { Stacks } = await formation.DescribeStacks({ StackName });
  expect(Stacks![0]!.StackStatus).toBe('CREATE_COMPLETE');
  const [logGroup] = (await groups.DescribeLogGroups({})).logGroups!;
  expect(logGroup).toMatchObject({ retentionInDays: 7 });
  expect(Stacks![0]!.Outputs!.map(({ OutputValue }) => OutputValue)).toEqual(
    expect.arrayContaining([logGroup!.logGroupName, logGroup!.arn]),
  );
  expect((await groups.ListTagsForResource({ resourceArn: logGroup!.logGroupArn })).tags).toMatchObject({ lab: 'leda' });
  expect((await groups.DescribeLogStreams({ logGroupName: logGroup!.logGroupName })).logStreams).toMatchObject([
    { logStreamName: 'audit' },
  ]);

  await formation.UpdateStack({ StackName, TemplateBody: template({}) });
  await clock.advance(5000);
  expect((await groups.DescribeLogGroups({})).logGroups![0]!.retentionInDays).toBeUndefined();
  expect((await groups.ListTagsForResource({ resourceArn: logGroup!.logGroupArn })).tags).not.toHaveProperty('lab');

  await formation.DeleteStack({ StackName });
  await clock.advance(5000);
  expect((await groups.DescribeLogGroups({})).logGroups).toEqual([]);
});

test('a KMS key is refused by name', async () => {
  const { root } = await memoryCloud({ services: [cloudformation, iam, logs] });
  await expect(root().cloudformation.CreateStack({ StackName: 'shop', TemplateBody: template({ KmsKeyId: 'k' }) })).rejects.toMatchObject({
    message: expect.stringContaining('property KmsKeyId of AWS::Logs::LogGroup'),
  });
});
