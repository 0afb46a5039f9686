import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient, PutFunctionEventInvokeConfigCommand } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutBucketNotificationConfigurationCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { strToU8, zipSync } from 'fflate';
import { type Benchmark, timed } from './benchmark.ts';
import { withCloud } from './services.ts';

const UPLOADS = 500;
const AT_ONCE = 16;
const ACCOUNT = '111122223333';
const HANDLER = zipSync({ 'index.mjs': strToU8('export const handler = async (event) => event.detail.object.key;') });

const policy = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', ...statement } });

type Configuration = Parameters<Parameters<typeof withCloud>[0]>[0];

/** A bucket, a rule, a function and the queue that its results go to. */
async function build(configuration: Configuration): Promise<{ upload(key: string): Promise<unknown>; arrived(): Promise<number> }> {
  const iam = new IAMClient(configuration);
  const trust = policy({ Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: 'bench', AssumeRolePolicyDocument: trust }));
  const PolicyDocument = policy({ Action: 'sqs:SendMessage', Resource: '*' });
  await iam.send(new PutRolePolicyCommand({ RoleName: 'bench', PolicyName: 'results', PolicyDocument }));
  const sqs = new SQSClient(configuration);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'results' }));
  const lambda = new LambdaClient(configuration);
  const FunctionName = 'bench';
  const { FunctionArn } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: Role!.Arn,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { ZipFile: HANDLER },
    }),
  );
  const Destination = `arn:aws:sqs:${configuration.region}:${ACCOUNT}:results`;
  await lambda.send(new PutFunctionEventInvokeConfigCommand({ FunctionName, DestinationConfig: { OnSuccess: { Destination } } }));
  const events = new EventBridgeClient(configuration);
  const EventPattern = JSON.stringify({ source: ['aws.s3'], detail: { object: { key: [{ suffix: '.jpg' }] } } });
  const { RuleArn } = await events.send(new PutRuleCommand({ Name: 'uploads', EventPattern }));
  await events.send(new PutTargetsCommand({ Rule: 'uploads', Targets: [{ Id: 'f', Arn: FunctionArn }] }));
  const permission = { StatementId: 'rule', Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com', SourceArn: RuleArn };
  await lambda.send(new AddPermissionCommand({ FunctionName, ...permission }));
  const s3 = new S3Client({ ...configuration, forcePathStyle: true });
  const Bucket = 'bench-uploads';
  await s3.send(new CreateBucketCommand({ Bucket }));
  const NotificationConfiguration = { EventBridgeConfiguration: {} };
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
  return {
    upload: (Key) => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' })),
    async arrived() {
      const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }));
      return Number(Attributes!.ApproximateNumberOfMessages);
    },
  };
}

/** Uploads a round, so many at once, and waits for the last result. */
async function round({ upload, arrived }: Awaited<ReturnType<typeof build>>, number: number): Promise<void> {
  let next = 0;
  const one = async () => {
    while (next < UPLOADS) await upload(`${number}/${next++}.jpg`);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  while ((await arrived()) < UPLOADS * (number + 1)) await new Promise((resolve) => setTimeout(resolve, 10));
}

export const eventPipeline: Benchmark[] = [
  {
    id: 'event-pipeline',
    says: `${UPLOADS} uploads through S3, EventBridge (a rule on the key), a function and its destination in SQS`,
    unit: '/s',
    run: ({ times }) =>
      withCloud(async (configuration) => {
        const built = await build(configuration);
        // The first round starts the environments and is not counted.
        await round(built, 0);
        const measured: number[] = [];
        for (let i = 1; i <= times; i++) measured.push(UPLOADS / ((await timed(() => round(built, i))) / 1000));
        return measured;
      }),
  },
];
