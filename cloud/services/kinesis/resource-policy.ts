import type {
  DeleteResourcePolicyInput,
  GetResourcePolicyInput,
  GetResourcePolicyOutput,
  PutResourcePolicyInput,
} from '@aws-sdk/client-kinesis';
import { AwsError } from '../../aws-error.ts';
import type { Call, Operation } from '../../operation.ts';
import { consumerAt } from './consumers.ts';
import type { KinesisState } from './state.ts';
import { streamOf } from './streams.ts';

/** Attaches a policy to a stream or consumer. Throws ResourceNotFoundException, InvalidArgumentException. */
export const PutResourcePolicy: Operation<KinesisState, PutResourcePolicyInput, void> = (input, call) => {
  const arn = existing(call, input.ResourceARN!);
  try {
    JSON.parse(input.Policy!);
  } catch (cause) {
    throw new AwsError('InvalidArgumentException', 'The resource policy is not valid JSON.', { cause });
  }
  call.state.policies.set(arn, input.Policy!);
};

export const GetResourcePolicy: Operation<KinesisState, GetResourcePolicyInput, GetResourcePolicyOutput> = (input, call) => ({
  Policy: call.state.policies.get(existing(call, input.ResourceARN!)) ?? '{}',
});

export const DeleteResourcePolicy: Operation<KinesisState, DeleteResourcePolicyInput, void> = (input, call) => {
  const arn = existing(call, input.ResourceARN!);
  if (!call.state.policies.delete(arn)) {
    throw new AwsError('ResourceNotFoundException', `No resource policy found for resource ARN ${arn}`);
  }
};

function existing(call: Call<KinesisState>, arn: string): string {
  return arn.includes('/consumer/') ? consumerAt(call, { ConsumerARN: arn }).consumer.arn : streamOf(call, { StreamARN: arn }).arn;
}
