import type {
  GetBucketNotificationConfigurationRequest,
  NotificationConfiguration,
  PutBucketNotificationConfigurationRequest,
} from '@aws-sdk/client-s3';
import { notImplemented } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import type { Aws } from '../aws.ts';
import type { ObjectChange } from './announce.ts';
import { bucketOf } from './buckets.ts';
import { invalidArgument } from './errors.ts';
import { checkTarget } from './notification-targets.ts';
import type { NotificationRule, S3State } from './state.ts';

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

/** Tells functions, queues, topics and EventBridge of changes. Throws InvalidArgument. S3 API Reference, PutBucketNotificationConfiguration. */
export const PutBucketNotificationConfiguration: Operation<S3State, PutBucketNotificationConfigurationRequest, void> = async (
  input,
  call,
) => {
  const bucket = bucketOf(call, input);
  const {
    TopicConfigurations = [],
    QueueConfigurations = [],
    EventBridgeConfiguration,
    LambdaFunctionConfigurations = [],
  } = input.NotificationConfiguration!;
  // Reason: a cloud may be run without EventBridge.
  if (EventBridgeConfiguration && (call.aws as Partial<Aws>).events === undefined) throw notImplemented('s3 notifications to EventBridge');
  const rules: NotificationRule[] = [...LambdaFunctionConfigurations, ...QueueConfigurations, ...TopicConfigurations];
  for (const { Events = [], Filter } of rules) {
    for (const event of Events) if (!EVENTS.includes(event!)) throw notImplemented(`s3 notifications of ${event}`);
    for (const { Name } of Filter?.Key?.FilterRules ?? []) {
      if (!/^(prefix|suffix)$/i.test(Name ?? '')) throw invalidArgument('filter rule name must be either prefix or suffix');
    }
  }
  checkOverlaps(rules);
  if (!input.SkipDestinationValidation) for (const rule of rules) await checkTarget(call, bucket, rule);
  bucket.eventBridge = EventBridgeConfiguration !== undefined;
  bucket.notifications = rules.map((rule) => ({ ...rule, Id: rule.Id ?? call.random.uuid() }));
};

export const GetBucketNotificationConfiguration: Operation<
  S3State,
  GetBucketNotificationConfigurationRequest,
  NotificationConfiguration
> = (input, call) => {
  const { notifications, eventBridge } = bucketOf(call, input);
  const functions = notifications.filter((rule) => 'LambdaFunctionArn' in rule);
  const queues = notifications.filter((rule) => 'QueueArn' in rule);
  const topics = notifications.filter((rule) => 'TopicArn' in rule);
  return {
    ...(functions.length > 0 && { LambdaFunctionConfigurations: functions }),
    ...(queues.length > 0 && { QueueConfigurations: queues }),
    ...(topics.length > 0 && { TopicConfigurations: topics }),
    ...(eventBridge && { EventBridgeConfiguration: {} }),
  };
};

/** Whether a change is one that the configuration asks for. */
export function isAskedFor(configuration: NotificationRule, { name, key }: ObjectChange): boolean {
  const { prefix, suffix } = filterOf(configuration);
  const [kind] = name.split(':');
  const asked = configuration.Events!.some((event) => event === `s3:${name}` || event === `s3:${kind}:*`);
  return asked && key.startsWith(prefix) && key.endsWith(suffix);
}

function filterOf({ Filter }: NotificationRule): { prefix: string; suffix: string } {
  const rules = Filter?.Key?.FilterRules ?? [];
  const ruleValue = (name: string) => rules.find((rule) => rule.Name?.toLowerCase() === name)?.Value ?? '';
  return { prefix: ruleValue('prefix'), suffix: ruleValue('suffix') };
}

/** Two configurations may share no event for the same key. */
function checkOverlaps(configurations: readonly NotificationRule[]): void {
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
