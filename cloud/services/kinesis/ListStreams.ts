import type { ListStreamsInput, ListStreamsOutput } from '@aws-sdk/client-kinesis';
import { AwsError } from '../../aws-error.ts';
import { refuseViolations, valueWithin } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import type { KinesisState } from './state.ts';

/** A page of the account's streams, by name. Kinesis API Reference, ListStreams. */
export const ListStreams: Operation<KinesisState, ListStreamsInput, ListStreamsOutput> = (input, call) => {
  const limit = input.Limit ?? 100;
  refuseViolations('ValidationException', [valueWithin('limit', limit, 1, 10_000)]);
  if (input.NextToken !== undefined && input.ExclusiveStartStreamName !== undefined) {
    throw new AwsError('InvalidArgumentException', 'NextToken and ExclusiveStartStreamName cannot be provided together.');
  }
  const after = input.NextToken ?? input.ExclusiveStartStreamName ?? '';
  const names = [...call.state.streams.keys()].filter((name) => name > after).sort();
  const page = names.slice(0, limit).map((name) => call.state.streams.get(name)!);
  const hasMore = names.length > limit;
  return {
    StreamNames: page.map(({ name }) => name),
    HasMoreStreams: hasMore,
    ...(hasMore && { NextToken: page.at(-1)!.name }),
    StreamSummaries: page.map((stream) => ({
      StreamName: stream.name,
      StreamARN: stream.arn,
      StreamStatus: 'ACTIVE',
      StreamModeDetails: { StreamMode: stream.mode },
      StreamCreationTimestamp: new Date(stream.createdAt),
    })),
  };
};
