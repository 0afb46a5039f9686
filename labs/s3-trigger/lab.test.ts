import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Match } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DeployedLab, failedOf, type LabInTest, labInTest } from '../../scripts/lab-in-test.ts';
import { templatesOf } from '../../scripts/lab-template-in-test.ts';
import { removeDirectly } from '../../scripts/remove-directly.ts';
import { fingerprint } from './functions/fingerprint.ts';

const ID = 's3-trigger';
const templateOf = templatesOf(ID);

describe('templates', () => {
  test('S3 may call the function before the bucket notifies it; no custom resource, no physical bucket name, no circle', async () => {
    const solution = await templateOf({});
    solution.hasResourceProperties('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      Principal: 's3.amazonaws.com',
      SourceAccount: { Ref: 'AWS::AccountId' },
      SourceArn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::', { Ref: 'AWS::StackName' }, '-uploads*']] },
    });
    solution.hasResource('AWS::S3::Bucket', {
      DependsOn: ['UploadsMayCallDescribe'],
      DeletionPolicy: 'Delete',
      Properties: { BucketName: Match.absent(), NotificationConfiguration: { LambdaConfigurations: [{ Event: 's3:ObjectCreated:*' }] } },
    });
    solution.hasResourceProperties('AWS::Lambda::Function', { Timeout: 60, MemorySize: 1769 });
    const types = Object.values(solution.toJSON().Resources as Record<string, { Type: string }>).map(({ Type }) => Type);
    expect(types.filter((type) => /^Custom::|^AWS::CloudFormation::CustomResource/.test(type))).toEqual([]);
    expect(types.filter((type) => type === 'AWS::Lambda::Function')).toHaveLength(1);
  });

  test('start is not wired; each drill takes out one thing', async () => {
    const start = await templateOf({ stage: 'start' });
    start.resourceCountIs('AWS::Lambda::Permission', 0);
    start.hasResourceProperties('AWS::S3::Bucket', { NotificationConfiguration: Match.absent() });
    start.hasResourceProperties('AWS::Lambda::Function', { Timeout: Match.absent() });
    const [solution, notPermitted, threeSeconds] = await Promise.all(
      [{}, { drill: 'not-permitted' }, { drill: 'three-seconds' }].map(async (variant) => (await templateOf(variant)).toJSON()),
    );
    const { UploadsMayCallDescribe: _, ...others } = solution!.Resources;
    delete others.Uploads.DependsOn;
    expect(notPermitted!.Resources).toEqual(others);
    threeSeconds!.Resources.Describe45F5815E.Properties.Timeout = 60;
    delete threeSeconds!.Resources.Uploads.DependsOn;
    expect(threeSeconds!.Resources).toEqual({ ...others, UploadsMayCallDescribe: solution!.Resources.UploadsMayCallDescribe });
  });
});

test('the fingerprint is of the content, however it is cut into pieces', async () => {
  const content = new TextEncoder().encode('một đám mây đan bằng nan mây');
  const cut = (...sizes: number[]) =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        let at = 0;
        for (const size of [...sizes, content.length]) {
          controller.enqueue(content.subarray(at, at + size));
          at += size;
        }
        controller.close();
      },
    });
  const whole = await fingerprint(cut());
  expect(whole).toMatch(/^[0-9a-f]{8}$/);
  expect(await fingerprint(cut(1, 7, 11))).toBe(whole);
  content[3]! ^= 1;
  expect(await fingerprint(cut())).not.toBe(whole);
});

describe('deployed', () => {
  let lab: LabInTest;
  let host: DeployedLab;
  beforeAll(async () => {
    lab = await labInTest(ID);
  });
  afterAll(async () => {
    await lab.close();
    expect(lab.faults).toEqual([]);
  });

  const green = { permitted: 'passed', 'small-file': 'passed', 'large-file': 'passed' };

  test('start is broken; what the reader adds makes it work, and touches nothing else', async () => {
    host = await lab.deploy({ stage: 'start' });
    expect(await lab.check(host)).toEqual({ permitted: 'failed', 'small-file': 'failed', 'large-file': 'skipped' });
    host = await lab.deploy();
    expect(await lab.updated()).toEqual(['CREATE_COMPLETE UploadsMayCallDescribe', 'UPDATE_COMPLETE Describe', 'UPDATE_COMPLETE Uploads']);
    expect(await lab.check(host)).toEqual(green);
  });

  test('three-seconds: the large file is cut off, in the words of Lambda, in the log', async () => {
    host = await lab.deploy({ drill: 'three-seconds' });
    expect(await lab.updated()).toEqual(['UPDATE_COMPLETE Describe']);
    const { told } = await lab.provoke('three-seconds', host);
    expect(told).toContain('Task timed out after 3.00 seconds');
    expect(told.find((line) => line.startsWith('REPORT '))).toMatch(/Duration: 3000\.00 ms .* Memory Size: 1769 MB .*Status: timeout/);
    const logs = new CloudWatchLogsClient(lab.clientConfiguration());
    const { events = [] } = await logs.send(
      new FilterLogEventsCommand({ logGroupName: host.outputs.DescribeLogs, filterPattern: '"Task timed out"' }),
    );
    expect(events.map(({ message }) => message?.trimEnd())).toEqual([
      expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z [0-9a-f-]{36} Task timed out after 3\.00 seconds$/),
    ]);
    const results = await lab.results(host);
    expect(failedOf(results)).toEqual((await lab.drill('three-seconds')).fails);
    expect(results.find(({ id }) => id === 'large-file')).toMatchObject({ seen: 'Task timed out after 3.00 seconds' });
  });

  test('not-permitted: as a change of what runs the deployment is green, and no upload calls anybody', async () => {
    host = await lab.deploy({ drill: 'not-permitted' });
    expect(await lab.updated()).toEqual(['DELETE_COMPLETE UploadsMayCallDescribe', 'UPDATE_COMPLETE Describe']);
    const { told } = await lab.provoke('not-permitted', host);
    expect(told).toEqual([expect.stringContaining('200 OK'), expect.stringContaining('not one line about this file')]);
    expect(await lab.failed(host)).toEqual((await lab.drill('not-permitted')).fails);
  });

  test('not-permitted: where nothing stands yet, S3 refuses the notification', async () => {
    await expect(lab.deploy({ drill: 'not-permitted' }, '444455556666')).rejects.toThrow(
      /^Uploads: .*Unable to validate the following destination configurations/m,
    );
  });

  test('the solution over both faults is green again', async () => {
    host = await lab.deploy();
    expect(await lab.updated()).toEqual(['CREATE_COMPLETE UploadsMayCallDescribe']);
    expect(await lab.check(host)).toEqual(green);
  });

  test('a bucket that holds something is not deleted; emptied, the stack goes and leaves nothing', async () => {
    const configuration = lab.clientConfiguration();
    const Bucket = host.outputs.Uploads!;
    await new S3Client(configuration).send(new PutObjectCommand({ Bucket, Key: 'left behind', Body: 'x' }));
    await expect(removeDirectly(configuration, ID)).rejects.toThrow(
      /^DELETE_FAILED\n(.*\n)*Uploads: .*The bucket you tried to delete is not empty/,
    );
    expect(await lab.remove()).toEqual([]);
  });
});
