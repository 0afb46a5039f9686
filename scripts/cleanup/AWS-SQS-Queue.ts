import { DeleteQueueCommand, ListQueueTagsCommand, paginateListQueues, SQSClient } from '@aws-sdk/client-sqs';
import type { CleanUp } from './clean-up.ts';
import { ids, unlessGone } from './reading.ts';

const GONE = ['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue'];

/** Its id is its URL; an ARN says region, account and name, of which URLs are made. */
export const Queue: CleanUp = {
  type: 'AWS::SQS::Queue',
  after: ['AWS::CloudFormation::Stack', 'AWS::Events::Rule', 'AWS::Lambda::EventSourceMapping', 'AWS::SNS::Topic'],
  scope: 'region',
  list: (aws) =>
    ids(
      paginateListQueues({ client: aws.client(SQSClient) }, {}),
      (page) => page.QueueUrls,
      (url) => url,
    ),
  tags: (aws, id) =>
    unlessGone(GONE, async () => (await aws.client(SQSClient).send(new ListQueueTagsCommand({ QueueUrl: id }))).Tags ?? {}),
  idOf(arn, endpoint) {
    const [, region, account, name] = /^arn:aws:sqs:([^:]+):(\d+):([^:]+)$/.exec(arn) ?? [];
    return name && `${endpoint ?? `https://sqs.${region}.amazonaws.com`}/${account}/${name}`;
  },
  async delete(aws, id) {
    await unlessGone(GONE, () => aws.client(SQSClient).send(new DeleteQueueCommand({ QueueUrl: id })));
  },
  survives: {
    why: {
      vi: 'Queue được tạo bên ngoài stack, hoặc SQS còn đang xóa nó (tối đa 60 giây).',
      en: 'It was made outside of the stack, or SQS is still deleting it (up to 60 seconds).',
    },
    todo: { vi: 'Đợi một phút; nếu vẫn còn thì xóa queue.', en: 'Wait a minute; delete the queue if it is still there.' },
  },
};
