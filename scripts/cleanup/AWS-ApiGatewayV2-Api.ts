import { ApiGatewayV2Client, DeleteApiCommand, GetApiCommand, GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import type { CleanUp } from './clean-up.ts';
import { arnOf, ids, pages, unlessGone } from './reading.ts';

const GONE = ['NotFoundException'];

export const HttpApi: CleanUp = {
  type: 'AWS::ApiGatewayV2::Api',
  after: ['AWS::CloudFormation::Stack'],
  scope: 'region',
  list: (aws) =>
    ids(
      pages((NextToken) => aws.client(ApiGatewayV2Client).send(new GetApisCommand({ NextToken }))),
      (page) => page.Items,
      (item) => item.ApiId,
    ),
  tags: (aws, id) => unlessGone(GONE, async () => (await aws.client(ApiGatewayV2Client).send(new GetApiCommand({ ApiId: id }))).Tags ?? {}),
  idOf: arnOf('apigateway', /^\/apis\/(?<id>[^/]+)$/),
  async delete(aws, id) {
    await unlessGone(GONE, () => aws.client(ApiGatewayV2Client).send(new DeleteApiCommand({ ApiId: id })));
  },
  survives: {
    why: { vi: 'API được tạo bên ngoài stack.', en: 'It was made outside of the stack.' },
    todo: { vi: 'Xóa API.', en: 'Delete the API.' },
  },
};
