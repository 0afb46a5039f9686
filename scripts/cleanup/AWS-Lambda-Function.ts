import {
  DeleteFunctionCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListTagsCommand,
  paginateListFunctions,
} from '@aws-sdk/client-lambda';
import type { CleanUp } from './clean-up.ts';
import { arnOf, ids, unlessGone } from './reading.ts';

const GONE = ['ResourceNotFoundException'];

export const LambdaFunction: CleanUp = {
  type: 'AWS::Lambda::Function',
  after: ['AWS::CloudFormation::Stack', 'AWS::Events::Rule', 'AWS::Lambda::EventSourceMapping', 'AWS::StepFunctions::StateMachine'],
  scope: 'region',
  list: (aws) =>
    ids(
      paginateListFunctions({ client: aws.client(LambdaClient) }, {}),
      (page) => page.Functions,
      (item) => item.FunctionName,
    ),
  tags: (aws, id) =>
    unlessGone(GONE, async () => {
      const client = aws.client(LambdaClient);
      const { FunctionArn } = await client.send(new GetFunctionConfigurationCommand({ FunctionName: id }));
      return (await client.send(new ListTagsCommand({ Resource: FunctionArn }))).Tags ?? {};
    }),
  idOf: arnOf('lambda', /^function:(?<id>[^:]+)$/),
  async delete(aws, id) {
    await unlessGone(GONE, () => aws.client(LambdaClient).send(new DeleteFunctionCommand({ FunctionName: id })));
  },
  survives: {
    why: {
      vi: 'Hàm được tạo bên ngoài stack, hoặc stack chưa xóa xong.',
      en: 'It was made outside of the stack, or the stack is not fully deleted.',
    },
    todo: { vi: 'Xóa hàm; hàm không chạy thì không tốn tiền.', en: 'Delete it; a function that does not run costs nothing.' },
  },
};
