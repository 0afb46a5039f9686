import type {
  GetBucketNotificationConfigurationRequest,
  LambdaFunctionConfiguration,
  NotificationConfiguration,
  PutBucketNotificationConfigurationRequest,
} from '@aws-sdk/client-s3';
import { AwsError, notImplemented } from '../../aws-error.ts';
import type { Call, Operation } from '../../operation.ts';
import type { ServicePrincipal } from '../../principal.ts';
import type { ObjectChange } from './announce.ts';
import { bucketArn, bucketOf } from './buckets.ts';
import { invalidArgument } from './errors.ts';
import type { Bucket, S3State } from './state.ts';

/** The event types that happen here. */
const EVENTS = [
  's3:ObjectCreated:*',
  's3:ObjectCreated:Put',
  's3:ObjectCreated:Post',
  's3:ObjectCreated:Copy',
  's3:ObjectCreated:CompleteMultipartUpload',
  's3:ObjectRemoved:*',
  's3:ObjectRemoved:Delete',
  's3:ObjectRemoved:DeleteMarkerCreated',
  's3:ObjectTagging:*',
  's3:ObjectTagging:Put',
  's3:ObjectTagging:Delete',
];

/** Tells functions of changes; queues, topics and EventBridge are refused. Throws InvalidArgument. S3 API Reference, PutBucketNotificationConfiguration. */
export const PutBucketNotificationConfiguration: Operation<S3State, PutBucketNotificationConfigurationRequest, void> = async (
  input,
  call,
) => {
  const bucket = bucketOf(call, input);
  const {
    TopicConfigurations,
    QueueConfigurations,
    EventBridgeConfiguration,
    LambdaFunctionConfigurations = [],
  } = input.NotificationConfiguration!;
  if (TopicConfigurations?.length) throw notImplemented('s3 notifications to SNS topics');
  if (QueueConfigurations?.length) throw notImplemented('s3 notifications to SQS queues');
  if (EventBridgeConfiguration) throw notImplemented('s3 notifications to EventBridge');
  for (const { Events = [], Filter } of LambdaFunctionConfigurations) {
    for (const event of Events) if (!EVENTS.includes(event!)) throw notImplemented(`s3 notifications of ${event}`);
    for (const { Name } of Filter?.Key?.FilterRules ?? []) {
      if (!/^(prefix|suffix)$/i.test(Name ?? '')) throw invalidArgument('filter rule name must be either prefix or suffix');
    }
  }
  checkOverlaps(LambdaFunctionConfigurations);
  if (!input.SkipDestinationValidation) {
    for (const { LambdaFunctionArn } of LambdaFunctionConfigurations) await checkDestination(call, bucket, LambdaFunctionArn!);
  }
  bucket.notifications = LambdaFunctionConfigurations.map((configuration) => ({
    ...configuration,
    Id: configuration.Id ?? call.random.uuid(),
  }));
};

export const GetBucketNotificationConfiguration: Operation<
  S3State,
  GetBucketNotificationConfigurationRequest,
  NotificationConfiguration
> = (input, call) => {
  const { notifications } = bucketOf(call, input);
  return notifications.length === 0 ? {} : { LambdaFunctionConfigurations: notifications };
};

/** S3 as it acts for a bucket. */
export function bucketPrincipal({ name, account }: { name: string; account: string }): ServicePrincipal {
  return { type: 'service', service: 's3.amazonaws.com', sourceArn: bucketArn(name), sourceAccount: account };
}

/** Whether a change is one that the configuration asks for. */
export function isAskedFor(configuration: LambdaFunctionConfiguration, { name, key }: ObjectChange): boolean {
  const { prefix, suffix } = filterOf(configuration);
  const [kind] = name.split(':');
  const asked = configuration.Events!.some((event) => event === `s3:${name}` || event === `s3:${kind}:*`);
  return asked && key.startsWith(prefix) && key.endsWith(suffix);
}

function filterOf({ Filter }: LambdaFunctionConfiguration): { prefix: string; suffix: string } {
  const rules = Filter?.Key?.FilterRules ?? [];
  const ruleValue = (name: string) => rules.find((rule) => rule.Name?.toLowerCase() === name)?.Value ?? '';
  return { prefix: ruleValue('prefix'), suffix: ruleValue('suffix') };
}

/** S3 asks the function whether it may invoke it, before it keeps the configuration. */
async function checkDestination(call: Call<S3State>, bucket: Bucket, FunctionName: string): Promise<void> {
  try {
    await call
      .as(bucketPrincipal(bucket), { account: bucket.account, region: bucket.region })
      .lambda.Invoke({ FunctionName, InvocationType: 'DryRun' });
  } catch (cause) {
    if (!(cause instanceof AwsError)) throw cause;
    throw new AwsError('InvalidArgument', 'Unable to validate the following destination configurations', { status: 400, cause });
  }
}

/** Two configurations may share no event for the same key. */
function checkOverlaps(configurations: readonly LambdaFunctionConfiguration[]): void {
  for (const [index, one] of configurations.entries()) {
    for (const other of configurations.slice(index + 1)) {
      const [a, b] = [filterOf(one), filterOf(other)];
      const samePrefix = a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix);
      const sameSuffix = a.suffix.endsWith(b.suffix) || b.suffix.endsWith(a.suffix);
      if (samePrefix && sameSuffix && one.Events!.some((event) => other.Events!.some((candidate) => sameEvent(event!, candidate!)))) {
        throw invalidArgument('Configurations overlap. Configurations on the same bucket cannot share a common event type.');
      }
    }
  }
}

function sameEvent(a: string, b: string): boolean {
  const kind = (event: string) => event.split(':')[1];
  return a === b || (kind(a) === kind(b) && (a.endsWith(':*') || b.endsWith(':*')));
}
