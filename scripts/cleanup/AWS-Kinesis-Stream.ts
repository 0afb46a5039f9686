import { DeleteStreamCommand, KinesisClient, ListTagsForStreamCommand, paginateListStreams } from '@aws-sdk/client-kinesis';
import type { CleanUp } from './clean-up.ts';
import { arnOf, byKey, ids, unlessGone } from './reading.ts';

const GONE = ['ResourceNotFoundException'];

export const Stream: CleanUp = {
  type: 'AWS::Kinesis::Stream',
  after: ['AWS::CloudFormation::Stack', 'AWS::Lambda::EventSourceMapping'],
  scope: 'region',
  list: (aws) =>
    ids(
      paginateListStreams({ client: aws.client(KinesisClient) }, {}),
      (page) => page.StreamNames,
      (name) => name,
    ),
  tags: (aws, id) =>
    unlessGone(GONE, async () => byKey((await aws.client(KinesisClient).send(new ListTagsForStreamCommand({ StreamName: id }))).Tags)),
  idOf: arnOf('kinesis', /^stream\/(?<id>[^/]+)$/),
  async delete(aws, id) {
    await unlessGone(GONE, () =>
      aws.client(KinesisClient).send(new DeleteStreamCommand({ StreamName: id, EnforceConsumerDeletion: true })),
    );
  },
  survives: {
    why: {
      vi: 'Template giữ stream lại, hoặc stream được tạo bên ngoài stack.',
      en: 'The template retains it, or it was made outside of the stack.',
    },
    todo: {
      vi: 'Xóa ngay: mỗi shard bị tính tiền theo giờ, kể cả khi không có dữ liệu.',
      en: 'Delete it now: every shard is billed by the hour, data or no data.',
    },
  },
};
