import { DeleteTopicCommand, ListTagsForResourceCommand, paginateListTopics, SNSClient } from '@aws-sdk/client-sns';
import type { CleanUp } from './clean-up.ts';
import { byKey, ids, unlessGone } from './reading.ts';

/** Its id is its ARN. Its subscriptions go with it. */
export const Topic: CleanUp = {
  type: 'AWS::SNS::Topic',
  after: ['AWS::CloudFormation::Stack', 'AWS::CloudWatch::Alarm', 'AWS::Events::Rule'],
  scope: 'region',
  list: (aws) =>
    ids(
      paginateListTopics({ client: aws.client(SNSClient) }, {}),
      (page) => page.Topics,
      (item) => item.TopicArn,
    ),
  tags: (aws, id) =>
    unlessGone(['NotFoundException', 'ResourceNotFoundException'], async () =>
      byKey((await aws.client(SNSClient).send(new ListTagsForResourceCommand({ ResourceArn: id }))).Tags),
    ),
  idOf: (arn) => (/^arn:[^:]+:sns:[^:]+:\d+:[^:]+$/.test(arn) ? arn : undefined),
  async delete(aws, id) {
    await unlessGone(['NotFoundException'], () => aws.client(SNSClient).send(new DeleteTopicCommand({ TopicArn: id })));
  },
  survives: {
    why: { vi: 'Topic được tạo bên ngoài stack.', en: 'It was made outside of the stack.' },
    todo: { vi: 'Xóa topic; các đăng ký của nó mất theo.', en: 'Delete it; its subscriptions go with it.' },
  },
};
