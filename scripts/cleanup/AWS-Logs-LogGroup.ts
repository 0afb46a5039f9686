import {
  CloudWatchLogsClient,
  DeleteLogGroupCommand,
  ListTagsLogGroupCommand,
  paginateDescribeLogGroups,
} from '@aws-sdk/client-cloudwatch-logs';
import type { CleanUp } from './clean-up.ts';
import { arnOf, ids, unlessGone } from './reading.ts';

const GONE = ['ResourceNotFoundException'];

export const LogGroup: CleanUp = {
  type: 'AWS::Logs::LogGroup',
  // Reason: a function that still runs makes its log group anew.
  after: ['AWS::CloudFormation::Stack', 'AWS::Lambda::Function', 'AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api'],
  scope: 'region',
  list: (aws) =>
    ids(
      paginateDescribeLogGroups({ client: aws.client(CloudWatchLogsClient) }, {}),
      (page) => page.logGroups,
      (item) => item.logGroupName,
    ),
  tags: (aws, id) =>
    unlessGone(
      GONE,
      async () => (await aws.client(CloudWatchLogsClient).send(new ListTagsLogGroupCommand({ logGroupName: id }))).tags ?? {},
    ),
  idOf: arnOf('logs', /^log-group:(?<id>[^:]+)(:\*)?$/),
  async delete(aws, id) {
    await unlessGone(GONE, () => aws.client(CloudWatchLogsClient).send(new DeleteLogGroupCommand({ logGroupName: id })));
  },
  survives: {
    why: {
      vi: 'Hàm còn ghi log trong lúc stack bị xóa nên Lambda tạo lại nhóm log, hoặc API Gateway tự tạo nhóm log.',
      en: 'A function that wrote during the deletion made Lambda create it anew, or API Gateway made it by itself.',
    },
    todo: {
      vi: 'Xóa nhóm log; nó không đặt hạn lưu nên log sẽ nằm lại mãi.',
      en: 'Delete it; it has no retention, so its lines would stay for ever.',
    },
  },
};
