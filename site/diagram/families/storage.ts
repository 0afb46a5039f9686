import { type Family, type Flow, folded, node, type Part, type ResourceView, same } from '../family.ts';
import { at, isRecord, listOf, references } from '../template.ts';

export const storage: Family = {
  'AWS::DynamoDB::Table': node('bảng DynamoDB', 'DynamoDB table', 'AmazonDynamoDB', { parts: indexes, flows: copies }),
  'AWS::DynamoDB::GlobalTable': node('bảng toàn cầu DynamoDB', 'DynamoDB global table', 'AmazonDynamoDB', {
    parts: indexes,
    flows: copies,
  }),
  'AWS::S3::Bucket': node('bucket S3', 'S3 bucket', 'AmazonSimpleStorageService', { flows: notifications }),
  'AWS::S3::BucketPolicy': folded(['Bucket'], 'it allows arrows'),
  'AWS::Kinesis::Stream': node('luồng Kinesis', 'Kinesis stream', 'AmazonKinesisDataStreams'),
  'AWS::Kinesis::StreamConsumer': folded(['StreamARN'], 'a reader of the stream'),
  'AWS::KinesisFirehose::DeliveryStream': node('luồng Firehose', 'Firehose stream', 'AmazonDataFirehose', {
    flows: firehose,
    declared: true,
  }),
  'AWS::EFS::FileSystem': node('hệ tệp EFS', 'EFS file system', 'AmazonEFS'),
  'AWS::EFS::MountTarget': folded(['FileSystemId'], 'the file system’s address in a subnet'),
  'AWS::EFS::AccessPoint': folded(['FileSystemId'], 'a way into the file system'),
};

const keys = [
  ['GlobalSecondaryIndexes', 'GSI'],
  ['LocalSecondaryIndexes', 'LSI'],
] as const;

/** An index of a table, under the id that a policy on it names too. */
export const indexId = (table: string, index: string) => `${table}/index/${index}`;

function indexes({ id, properties }: ResourceView): Part[] {
  return keys.flatMap(([property, kind]) =>
    listOf(properties[property])
      .filter(isRecord)
      .map((index): Part => {
        const attributes = listOf(index.KeySchema).filter(isRecord);
        const key = kind === 'GSI' ? attributes[0] : attributes[1];
        const by = String(key?.AttributeName ?? '');
        const name = String(index.IndexName);
        return { id: indexId(id, name), name, kind: { vi: `${kind}, theo ${by}`, en: `${kind}, by ${by}` } };
      }),
  );
}

function copies(table: ResourceView): Flow[] {
  return keys.flatMap(([property, kind]) =>
    at(table.properties, `${property}.IndexName`).map(
      (name): Flow => ({
        from: table.id,
        to: indexId(table.id, String(name)),
        kind: 'copy',
        // DynamoDB writes a local index together with the item and follows up on a global one.
        label: kind === 'LSI' ? { vi: 'cùng lúc ghi', en: 'with the write' } : { vi: 'chép sang sau', en: 'copied afterwards' },
        resource: table.id,
      }),
    ),
  );
}

const receivers = [
  ['LambdaConfigurations', 'Function'],
  ['QueueConfigurations', 'Queue'],
  ['TopicConfigurations', 'Topic'],
] as const;

function notifications({ id, properties }: ResourceView): Flow[] {
  const configuration = properties.NotificationConfiguration;
  return receivers.flatMap(([list, target]) =>
    at(configuration, list).flatMap((each) =>
      at(each, target)
        .flatMap(references)
        .map(
          (to): Flow => ({
            from: id,
            to,
            kind: 'deliver',
            label: same(String(at(each, 'Event')[0] ?? '').replace(/^s3:/, '')),
            resource: id,
          }),
        ),
    ),
  );
}

function firehose({ id, properties }: ResourceView): Flow[] {
  const to = Object.entries(properties)
    .filter(([key]) => key.endsWith('DestinationConfiguration'))
    .flatMap(([, value]) => [...at(value, 'BucketARN'), ...at(value, 'S3Configuration.BucketARN')].flatMap(references));
  const from = at(properties, 'KinesisStreamSourceConfiguration.KinesisStreamARN').flatMap(references);
  return [
    ...to.map((target): Flow => ({ from: id, to: target, kind: 'deliver', resource: id })),
    ...from.map((source): Flow => ({ from: source, to: id, kind: 'deliver', resource: id })),
  ];
}
