import { expect, test } from 'vitest';
import { memoryCloud } from '../../../host/memory.ts';
import { cloudformation } from '../../cloudformation/service.ts';
import { iam } from '../../iam/service.ts';
import { kinesis } from '../service.ts';

const template = (Properties: object) =>
  JSON.stringify({
    Resources: {
      Trades: { Type: 'AWS::Kinesis::Stream', Properties },
      Reader: {
        Type: 'AWS::Kinesis::StreamConsumer',
        Properties: { ConsumerName: 'reader', StreamARN: { 'Fn::GetAtt': ['Trades', 'Arn'] } },
      },
    },
    Outputs: {
      Name: { Value: { Ref: 'Trades' } },
      Arn: { Value: { 'Fn::GetAtt': ['Trades', 'Arn'] } },
      Consumer: { Value: { Ref: 'Reader' } },
    },
  });

/** What the CDK writes for `new Stream(this, 'Trades')`. */
const usual = {
  ShardCount: 1,
  RetentionPeriodHours: 24,
  StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' },
  StreamModeDetails: { StreamMode: 'PROVISIONED' },
};

async function start() {
  const memory = await memoryCloud({ services: [cloudformation, iam, kinesis] });
  const { cloudformation: formation, kinesis: streams } = memory.root();
  const settle = async () => {
    await memory.clock.advance(5000);
    const { Stacks } = await formation.DescribeStacks({ StackName: 'shop' });
    const { StackStatus, Outputs = [] } = Stacks![0]!;
    return { StackStatus, ...Object.fromEntries(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])) } as Record<
      string,
      string
    >;
  };
  return { ...memory, formation, streams, settle };
}

test('a stream is made with its retention, encryption, tags and consumer, and is gone with its stack', async () => {
  const { formation, streams, settle } = await start();
  const TemplateBody = template({ ...usual, RetentionPeriodHours: 48, Tags: [{ Key: 'lab', Value: 'leda' }] });
  await formation.CreateStack({ StackName: 'shop', TemplateBody });
  const { StackStatus, Name, Arn, Consumer } = await settle();
  expect(StackStatus).toBe('CREATE_COMPLETE');
  expect(Arn).toBe(`arn:aws:kinesis:ap-southeast-1:111122223333:stream/${Name}`);
  expect(Consumer).toMatch(new RegExp(`^${Arn}/consumer/reader:\\d+$`));
  expect((await streams.DescribeStreamSummary({ StreamName: Name })).StreamDescriptionSummary).toMatchObject({
    RetentionPeriodHours: 48,
    EncryptionType: 'KMS',
    KeyId: 'alias/aws/kinesis',
    OpenShardCount: 1,
    ConsumerCount: 1,
  });
  expect((await streams.ListTagsForStream({ StreamName: Name })).Tags).toContainEqual({ Key: 'lab', Value: 'leda' });
  await formation.DeleteStack({ StackName: 'shop' });
  await settle().catch(() => {});
  expect((await streams.ListStreams({})).StreamNames).toEqual([]);
});

test('an update reshards, changes retention and encryption in place', async () => {
  const { formation, streams, settle } = await start();
  await formation.CreateStack({ StackName: 'shop', TemplateBody: template(usual) });
  const before = await settle();
  const { StreamEncryption: _, ...plain } = usual;
  await formation.UpdateStack({ StackName: 'shop', TemplateBody: template({ ...plain, ShardCount: 2, RetentionPeriodHours: 36 }) });
  const after = await settle();
  expect(after).toMatchObject({ StackStatus: 'UPDATE_COMPLETE', Name: before.Name });
  expect((await streams.DescribeStreamSummary({ StreamName: after.Name })).StreamDescriptionSummary).toMatchObject({
    OpenShardCount: 2,
    RetentionPeriodHours: 36,
    EncryptionType: 'NONE',
  });
});
