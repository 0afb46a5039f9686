import type {
  DeleteBucketLifecycleRequest,
  GetBucketLifecycleConfigurationOutput,
  GetBucketLifecycleConfigurationRequest,
  LifecycleRule,
  PutBucketLifecycleConfigurationOutput,
  PutBucketLifecycleConfigurationRequest,
} from '@aws-sdk/client-s3';
import { notImplemented } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { bucketOf } from './buckets.ts';
import { invalidArgument, invalidRequest, s3Error } from './errors.ts';
import type { S3State } from './state.ts';

const MAX_RULES = 1000;
const DAY_MS = 86_400_000;

/** Lets objects, versions and uploads end by rules; transitions are refused. S3 API Reference, PutBucketLifecycleConfiguration. */
export const PutBucketLifecycleConfiguration: Operation<
  S3State,
  PutBucketLifecycleConfigurationRequest,
  PutBucketLifecycleConfigurationOutput
> = (input, call) => {
  const bucket = bucketOf(call, input);
  const rules = input.LifecycleConfiguration?.Rules ?? [];
  if (rules.length === 0 || rules.length > MAX_RULES) throw s3Error('MalformedXML');
  for (const rule of rules) checkRule(rule);
  const ids = rules.flatMap(({ ID }) => ID ?? []);
  if (new Set(ids).size < ids.length) throw invalidArgument('Rule ID must be unique. Found same ID for more than one rule');
  bucket.lifecycle = rules.map((rule) => ({ ...rule, ID: rule.ID ?? call.random.uuid() }));
  bucket.expiredUpTo = Math.floor(call.clock.now() / DAY_MS);
  return { TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K' };
};

export const GetBucketLifecycleConfiguration: Operation<
  S3State,
  GetBucketLifecycleConfigurationRequest,
  GetBucketLifecycleConfigurationOutput
> = (input, call) => {
  const { lifecycle } = bucketOf(call, input);
  if (!lifecycle) throw s3Error('NoSuchLifecycleConfiguration');
  return { Rules: lifecycle, TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K' };
};

export const DeleteBucketLifecycle: Operation<S3State, DeleteBucketLifecycleRequest, void> = (input, call) => {
  delete bucketOf(call, input).lifecycle;
};

function checkRule(rule: LifecycleRule): void {
  const { ID, Status, Filter, Prefix, Expiration, NoncurrentVersionExpiration, AbortIncompleteMultipartUpload } = rule;
  if (rule.Transitions?.length || rule.NoncurrentVersionTransitions?.length) throw notImplemented('s3 lifecycle rules with transitions');
  if (Status !== 'Enabled' && Status !== 'Disabled') throw s3Error('MalformedXML');
  if (ID !== undefined && ID.length > 255) throw invalidArgument('ID length should not exceed allowed limit of 255');
  if (Filter !== undefined && Prefix !== undefined) throw s3Error('MalformedXML');
  if (!Expiration && !NoncurrentVersionExpiration && !AbortIncompleteMultipartUpload) {
    throw invalidRequest('At least one action needs to be specified in a rule');
  }
  const days = [Expiration?.Days, NoncurrentVersionExpiration?.NoncurrentDays, AbortIncompleteMultipartUpload?.DaysAfterInitiation];
  if (days.some((value) => value !== undefined && value < 1)) {
    throw invalidArgument("'Days' for Expiration action must be a positive integer");
  }
  if (Expiration?.Date && Expiration.Date.getTime() % DAY_MS !== 0) throw invalidArgument("'Date' must be at midnight GMT");
}
