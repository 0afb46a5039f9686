import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  PutRecordsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-kinesis';
import { expect, test } from 'vitest';
import { memoryCloud } from '../../host/memory.ts';
import { iam } from '../iam/service.ts';
import { kinesis } from './service.ts';

const arn = 'arn:aws:kinesis:ap-southeast-1:111122223333:stream/Trades';
const SHARD = { ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' } as const;

test('a reader may read its stream by name, ARN, iterator and page, and no other', async () => {
  const { root, cloud } = await memoryCloud({ services: [iam, kinesis] });
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  const { Role } = await root().iam.CreateRole({ RoleName: 'r', AssumeRolePolicyDocument: JSON.stringify(trust) });
  const document = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:ListShards'], Resource: arn }],
  };
  await root().iam.PutRolePolicy({ RoleName: 'r', PolicyName: 'p', PolicyDocument: JSON.stringify(document) });
  for (const StreamName of ['Trades', 'Other']) await root().kinesis.CreateStream({ StreamName, ShardCount: 2 });
  const reader = cloud.as(
    {
      type: 'assumed-role',
      account: '111122223333',
      roleArn: Role!.Arn!,
      roleId: Role!.RoleId!,
      sessionName: 's',
      arn: 'arn:aws:sts::111122223333:assumed-role/r/s',
    },
    '111122223333',
    'ap-southeast-1',
  ).kinesis;
  const { ShardIterator } = await reader.GetShardIterator({ StreamName: 'Trades', ...SHARD });
  expect((await reader.GetRecords({ ShardIterator })).Records).toEqual([]);
  const { NextToken } = await reader.ListShards({ StreamARN: arn, MaxResults: 1 });
  expect((await reader.ListShards({ NextToken })).Shards).toHaveLength(1);
  await expect(reader.PutRecord({ StreamName: 'Trades', PartitionKey: 'k', Data: new Uint8Array(1) })).rejects.toMatchObject({
    code: 'AccessDenied',
    message: `User: arn:aws:sts::111122223333:assumed-role/r/s is not authorized to perform: kinesis:PutRecord on resource: ${arn} because no identity-based policy allows the kinesis:PutRecord action`,
  });
  const other = await root().kinesis.GetShardIterator({ StreamName: 'Other', ...SHARD });
  await expect(reader.GetRecords({ ShardIterator: other.ShardIterator })).rejects.toMatchObject({ code: 'AccessDenied' });
});

test('the SDK writes and reads bytes, times and errors as with AWS', async () => {
  const { root, clientOptions, clock } = await memoryCloud({ services: [kinesis] });
  await root().kinesis.CreateStream({ StreamName: 'Trades', ShardCount: 1 });
  const client = new KinesisClient(clientOptions());
  const Data = Uint8Array.from([0, 127, 128, 255]);
  const written = await client.send(new PutRecordsCommand({ StreamName: 'Trades', Records: [{ PartitionKey: 'khóa', Data }] }));
  expect(written).toMatchObject({ FailedRecordCount: 0, EncryptionType: 'NONE' });
  const { ShardIterator } = await client.send(new GetShardIteratorCommand({ StreamName: 'Trades', ...SHARD }));
  const { Records, MillisBehindLatest } = await client.send(new GetRecordsCommand({ ShardIterator }));
  expect(Records).toEqual([
    {
      PartitionKey: 'khóa',
      Data,
      SequenceNumber: written.Records![0]!.SequenceNumber,
      ApproximateArrivalTimestamp: new Date(clock.now()),
    },
  ]);
  expect(MillisBehindLatest).toBe(0);
  const failed = client.send(new GetShardIteratorCommand({ StreamName: 'None', ...SHARD }));
  await expect(failed).rejects.toBeInstanceOf(ResourceNotFoundException);
});
