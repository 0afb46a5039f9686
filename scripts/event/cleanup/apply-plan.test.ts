import { afterEach, expect, test } from 'vitest';
import { accountOf, type EventInTest, eventInTest, REGION } from '../event-in-test.ts';

const lab = {
  Resources: {
    Files: { Type: 'AWS::S3::Bucket' },
    Jobs: { Type: 'AWS::SQS::Queue' },
    Lines: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/aws/lambda/lab' } },
  },
};
let running: EventInTest | undefined;
afterEach(() => {
  running?.close();
  expect(running?.cloud.faults).toEqual([]);
});

test('a plan names every stack and resource of the event and changes nothing; applied, they are gone', async () => {
  running = await eventInTest();
  await running.open();
  await running.deploy(accountOf(0), 'workshop-lab', lab);
  const s3 = running.cloud.root(accountOf(0), REGION).s3;
  const [bucket] = (await s3.ListBuckets({})).Buckets!;
  await s3.PutObject({ Bucket: bucket!.Name!, Key: 'a', Body: 'x' });
  const end = await running.plan();
  expect(end).toMatchObject({ accounts: 1, items: 4 });
  expect((await s3.ListBuckets({})).Buckets).toHaveLength(1);
  const applied = await running.apply();
  expect(applied).toMatchObject({ accounts: 1, items: 4, left: 0, survivors: [] });
  expect((await s3.ListBuckets({})).Buckets).toEqual([]);
});
