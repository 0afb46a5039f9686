import type { DeleteStreamInput } from '@aws-sdk/client-kinesis';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import type { KinesisState } from './state.ts';
import { streamOf } from './streams.ts';

/** Removes a stream with its records. Throws ResourceNotFoundException, ResourceInUseException. Kinesis API Reference, DeleteStream. */
export const DeleteStream: Operation<KinesisState, DeleteStreamInput, void> = (input, call) => {
  const stream = streamOf(call, input);
  if (stream.consumers.size > 0 && !input.EnforceConsumerDeletion) {
    throw new AwsError(
      'ResourceInUseException',
      `Stream ${stream.name} under account ${call.account} has consumers registered. Deregister the consumers or set EnforceConsumerDeletion to true.`,
    );
  }
  for (const { arn } of stream.consumers.values()) call.state.policies.delete(arn);
  call.state.policies.delete(stream.arn);
  call.state.streams.delete(stream.name);
};
