import type {
  DescribeAccountSettingsInput,
  DescribeAccountSettingsOutput,
  DescribeLimitsInput,
  DescribeLimitsOutput,
} from '@aws-sdk/client-kinesis';
import { AwsError } from '../../aws-error.ts';
import type { Call, Operation } from '../../operation.ts';
import { openShards } from './shards.ts';
import type { KinesisState } from './state.ts';

/** The default quota of most regions. */
const SHARD_LIMIT = 1000;
const ON_DEMAND_STREAM_LIMIT = 50;

export const DescribeLimits: Operation<KinesisState, DescribeLimitsInput, DescribeLimitsOutput> = (_input, { state }) => ({
  ShardLimit: SHARD_LIMIT,
  OpenShardCount: provisionedShards(state),
  OnDemandStreamCount: [...state.streams.values()].filter(({ mode }) => mode === 'ON_DEMAND').length,
  OnDemandStreamCountLimit: ON_DEMAND_STREAM_LIMIT,
});

export const DescribeAccountSettings: Operation<KinesisState, DescribeAccountSettingsInput, DescribeAccountSettingsOutput> = () => ({
  MinimumThroughputBillingCommitment: { Status: 'DISABLED' },
});

/** Throws LimitExceededException when the account's provisioned streams would have too many open shards. */
export function checkShardLimit(call: Call<KinesisState>, added: number): void {
  const current = provisionedShards(call.state);
  if (added <= 0 || current + added <= SHARD_LIMIT) return;
  throw new AwsError(
    'LimitExceededException',
    `This request would exceed the shard limit for the account ${call.account} in ${call.region}. Current shard count for the account: ${current}. Limit: ${SHARD_LIMIT}. Number of additional shards that would have resulted from this request: ${added}. Refer to the AWS Service Limits page (http://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html) for current limits and how to request higher limits.`,
  );
}

function provisionedShards(state: KinesisState): number {
  return [...state.streams.values()]
    .filter(({ mode }) => mode === 'PROVISIONED')
    .reduce((sum, stream) => sum + openShards(stream).length, 0);
}
