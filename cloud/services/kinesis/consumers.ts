import type {
  Consumer,
  DeregisterStreamConsumerInput,
  DescribeStreamConsumerInput,
  DescribeStreamConsumerOutput,
  ListStreamConsumersInput,
  ListStreamConsumersOutput,
  RegisterStreamConsumerInput,
  RegisterStreamConsumerOutput,
} from '@aws-sdk/client-kinesis';
import { AwsError } from '../../aws-error.ts';
import { lengthWithin, matching, refuseViolations, valueWithin } from '../../constraints.ts';
import type { Call, Operation } from '../../operation.ts';
import type { KinesisState, Stream, StreamConsumer } from './state.ts';
import { streamOf } from './streams.ts';
import { addTags } from './tags.ts';

const MAX_CONSUMERS = 20;

/** Registers a consumer; it is ACTIVE at once. Throws ResourceInUseException, LimitExceededException. Kinesis API Reference, RegisterStreamConsumer. */
export const RegisterStreamConsumer: Operation<KinesisState, RegisterStreamConsumerInput, RegisterStreamConsumerOutput> = (input, call) => {
  const name = input.ConsumerName!;
  refuseViolations('ValidationException', [matching('consumerName', name, '[a-zA-Z0-9_.-]+'), lengthWithin('consumerName', name, 1, 128)]);
  const stream = streamOf(call, input);
  if (stream.consumers.has(name)) {
    throw new AwsError(
      'ResourceInUseException',
      `Consumer ${name} under stream ${stream.name} already exists for account ${call.account}.`,
    );
  }
  if (stream.consumers.size >= MAX_CONSUMERS) {
    throw new AwsError(
      'LimitExceededException',
      `This request would exceed the limit of ${MAX_CONSUMERS} consumers registered for stream ${stream.name} under account ${call.account}.`,
    );
  }
  const createdAt = call.clock.now();
  const tags = new Map<string, string>();
  addTags(tags, input.Tags ?? {}, call.principal);
  const consumer = { name, arn: `${stream.arn}/consumer/${name}:${Math.floor(createdAt / 1000)}`, createdAt, tags };
  stream.consumers.set(name, consumer);
  return { Consumer: describe(consumer) };
};

/** Forgets a consumer. Kinesis API Reference, DeregisterStreamConsumer. */
export const DeregisterStreamConsumer: Operation<KinesisState, DeregisterStreamConsumerInput, void> = (input, call) => {
  const { stream, consumer } = consumerAt(call, input);
  call.state.policies.delete(consumer.arn);
  stream.consumers.delete(consumer.name);
};

export const DescribeStreamConsumer: Operation<KinesisState, DescribeStreamConsumerInput, DescribeStreamConsumerOutput> = (input, call) => {
  const { stream, consumer } = consumerAt(call, input);
  return { ConsumerDescription: { ...describe(consumer), StreamARN: stream.arn } };
};

/** A page of a stream's consumers, by name. Kinesis API Reference, ListStreamConsumers. */
export const ListStreamConsumers: Operation<KinesisState, ListStreamConsumersInput, ListStreamConsumersOutput> = (input, call) => {
  const limit = input.MaxResults ?? 100;
  refuseViolations('ValidationException', [valueWithin('maxResults', limit, 1, 10_000)]);
  const after = input.NextToken ?? '';
  const names = [...streamOf(call, input).consumers.values()].filter(({ name }) => name > after).sort((a, b) => (a.name < b.name ? -1 : 1));
  const page = names.slice(0, limit);
  return { Consumers: page.map(describe), ...(names.length > limit && { NextToken: page.at(-1)!.name }) };
};

/** The consumer that an input names, by its own ARN or by stream and name. Throws ResourceNotFoundException. */
export function consumerAt(
  call: Call<KinesisState>,
  input: { StreamARN?: string | undefined; ConsumerName?: string | undefined; ConsumerARN?: string | undefined },
): { stream: Stream; consumer: StreamConsumer } {
  const [streamArn, rest] = input.ConsumerARN?.split('/consumer/') ?? [input.StreamARN, undefined];
  const name = rest?.split(':')[0] ?? input.ConsumerName;
  if (streamArn === undefined || name === undefined) {
    throw new AwsError('InvalidArgumentException', 'Either ConsumerARN or both StreamARN and ConsumerName must be specified.');
  }
  const stream = streamOf(call, { StreamARN: streamArn });
  const consumer = stream.consumers.get(name);
  if (!consumer || (input.ConsumerARN !== undefined && input.ConsumerARN !== consumer.arn)) {
    throw new AwsError(
      'ResourceNotFoundException',
      `Consumer ${name}, under stream ${stream.name} and account ${call.account}, does not exist.`,
    );
  }
  return { stream, consumer };
}

function describe({ name, arn, createdAt }: StreamConsumer): Consumer {
  return { ConsumerName: name, ConsumerARN: arn, ConsumerStatus: 'ACTIVE', ConsumerCreationTimestamp: new Date(createdAt) };
}
