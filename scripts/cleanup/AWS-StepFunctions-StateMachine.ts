import { DeleteStateMachineCommand, ListTagsForResourceCommand, paginateListStateMachines, SFNClient } from '@aws-sdk/client-sfn';
import type { CleanUp } from './clean-up.ts';
import { ids, unlessGone } from './reading.ts';

const GONE = ['ResourceNotFound', 'StateMachineDoesNotExist'];

/** Its id is its ARN. Its executions end with it. */
export const StateMachine: CleanUp = {
  type: 'AWS::StepFunctions::StateMachine',
  after: ['AWS::CloudFormation::Stack', 'AWS::Events::Rule', 'AWS::Scheduler::Schedule'],
  scope: 'region',
  list: (aws) =>
    ids(
      paginateListStateMachines({ client: aws.client(SFNClient) }, {}),
      (page) => page.stateMachines,
      (item) => item.stateMachineArn,
    ),
  tags: (aws, id) =>
    unlessGone(GONE, async () => {
      const { tags = [] } = await aws.client(SFNClient).send(new ListTagsForResourceCommand({ resourceArn: id }));
      return Object.fromEntries(tags.map(({ key = '', value = '' }) => [key, value]));
    }),
  idOf: (arn) => (/^arn:[^:]+:states:[^:]+:\d+:stateMachine:[^:]+$/.test(arn) ? arn : undefined),
  async delete(aws, id) {
    await unlessGone(GONE, () => aws.client(SFNClient).send(new DeleteStateMachineCommand({ stateMachineArn: id })));
  },
  survives: {
    why: {
      vi: 'State machine được tạo bên ngoài stack, hoặc Step Functions đợi các lần thực thi đang chạy dừng hẳn rồi mới xóa xong.',
      en: 'It was made outside of the stack, or Step Functions waits until its running executions have ended.',
    },
    todo: {
      vi: 'Đợi một phút; nếu vẫn còn thì dừng các lần thực thi rồi xóa state machine.',
      en: 'Wait a minute; if it is still there, stop its executions and delete it.',
    },
  },
};
