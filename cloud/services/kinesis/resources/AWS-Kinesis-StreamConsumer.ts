import type { ResourceType } from '../../../resource-type.ts';

interface StreamConsumerProperties {
  ConsumerName: string;
  StreamARN: string;
  Tags?: { Key: string; Value: string }[];
}

/** CloudFormation Template Reference, AWS::Kinesis::StreamConsumer. Ref is the consumer's ARN. */
export const StreamConsumer: ResourceType<StreamConsumerProperties> = {
  type: 'AWS::Kinesis::StreamConsumer',
  properties: { ConsumerName: 'replace', StreamARN: 'replace', Tags: { Key: 'replace', Value: 'replace' } },
  async create({ aws, stackTags }, { ConsumerName, StreamARN, Tags = [] }) {
    const { Consumer } = await aws.kinesis.RegisterStreamConsumer({
      ConsumerName,
      StreamARN,
      Tags: Object.fromEntries([...stackTags, ...Tags].map(({ Key, Value }) => [Key, Value])),
    });
    return Consumer!.ConsumerARN!;
  },
  // Reason: tags of its own replace the consumer, those of its stack do not.
  async update({ aws, stackTags }, ResourceARN, { Tags = [] }, previous) {
    const tags = Object.fromEntries([...stackTags, ...Tags].map(({ Key, Value }) => [Key, Value]));
    const TagKeys = (previous.Tags ?? []).map(({ Key }) => Key).filter((key) => !Object.hasOwn(tags, key));
    if (TagKeys.length > 0) await aws.kinesis.UntagResource({ ResourceARN, TagKeys });
    await aws.kinesis.TagResource({ ResourceARN, Tags: tags });
  },
  async delete({ aws }, ConsumerARN) {
    await aws.kinesis.DeregisterStreamConsumer({ ConsumerARN });
  },
  async attributes({ aws }, ConsumerARN) {
    const { ConsumerDescription } = await aws.kinesis.DescribeStreamConsumer({ ConsumerARN });
    const { ConsumerName, ConsumerStatus, ConsumerCreationTimestamp, StreamARN } = ConsumerDescription!;
    const seconds = Math.floor(ConsumerCreationTimestamp!.getTime() / 1000);
    return { ConsumerARN, ConsumerName, ConsumerStatus, ConsumerCreationTimestamp: String(seconds), StreamARN };
  },
};
