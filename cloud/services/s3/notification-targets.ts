import { parseArn } from '../../arn.ts';
import { AwsError } from '../../aws-error.ts';
import type { Call } from '../../operation.ts';
import type { ServicePrincipal } from '../../principal.ts';
import type { Aws } from '../aws.ts';
import { bucketArn } from './buckets.ts';
import type { Bucket, NotificationRule, S3State } from './state.ts';

type Place = Pick<Bucket, 'name' | 'account' | 'region'>;

/** S3 as it acts for a bucket. */
export function bucketPrincipal({ name, account }: { name: string; account: string }): ServicePrincipal {
  return { type: 'service', service: 's3.amazonaws.com', sourceArn: bucketArn(name), sourceAccount: account };
}

/** Who is told. */
export function targetOf(rule: NotificationRule): string {
  if ('LambdaFunctionArn' in rule) return rule.LambdaFunctionArn!;
  return 'QueueArn' in rule ? rule.QueueArn! : rule.TopicArn!;
}

/** Tells a function, queue or topic, as S3 for the bucket. */
export async function tell(call: Call<S3State>, bucket: Place, rule: NotificationRule, message: object): Promise<void> {
  const text = JSON.stringify(message);
  const target = targetOf(rule);
  const aws = awsAt(call, bucket, target);
  if ('LambdaFunctionArn' in rule) {
    await aws.lambda.Invoke({ FunctionName: target, InvocationType: 'Event', Payload: new TextEncoder().encode(text) });
  } else if ('QueueArn' in rule) {
    const { account, resource } = parseArn(target);
    await aws.sqs.SendMessage({ QueueUrl: `${call.endpoint}/${account}/${resource}`, MessageBody: text });
  } else {
    await aws.sns.Publish({ TopicArn: target, Subject: 'Amazon S3 Notification', Message: text });
  }
}

/**
 * Makes sure that a target can be told, before the configuration is kept: a function is asked, a queue or topic gets a
 * test message. Throws InvalidArgument. S3 User Guide, "Event notification types and destinations".
 */
export async function checkTarget(call: Call<S3State>, bucket: Bucket, rule: NotificationRule): Promise<void> {
  try {
    if ('LambdaFunctionArn' in rule) {
      const FunctionName = targetOf(rule);
      await awsAt(call, bucket, FunctionName).lambda.Invoke({ FunctionName, InvocationType: 'DryRun' });
      return;
    }
    await tell(call, bucket, rule, {
      Service: 'Amazon S3',
      Event: 's3:TestEvent',
      Time: new Date(call.clock.now()).toISOString(),
      Bucket: bucket.name,
      RequestId: call.requestId,
      HostId: call.requestId,
    });
  } catch (cause) {
    if (!(cause instanceof AwsError)) throw cause;
    throw new AwsError('InvalidArgument', 'Unable to validate the following destination configurations', { status: 400, cause });
  }
}

/** The services as S3 sees them for a bucket where the target lives; a function may be named without its place. */
function awsAt(call: Call<S3State>, bucket: Place, target: string): Aws {
  const [, , , region, account] = target.split(':');
  return call.as(bucketPrincipal(bucket), { account: account || bucket.account, region: region || bucket.region });
}
