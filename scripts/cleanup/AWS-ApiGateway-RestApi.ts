import { APIGatewayClient, DeleteRestApiCommand, GetRestApiCommand, paginateGetRestApis } from '@aws-sdk/client-api-gateway';
import type { CleanUp } from './clean-up.ts';
import { arnOf, ids, unlessGone } from './reading.ts';

const GONE = ['NotFoundException'];

export const RestApi: CleanUp = {
  type: 'AWS::ApiGateway::RestApi',
  after: ['AWS::CloudFormation::Stack', 'AWS::ApiGateway::UsagePlan'],
  scope: 'region',
  list: (aws) =>
    ids(
      paginateGetRestApis({ client: aws.client(APIGatewayClient) }, {}),
      (page) => page.items,
      (item) => item.id,
    ),
  tags: (aws, id) =>
    unlessGone(GONE, async () => (await aws.client(APIGatewayClient).send(new GetRestApiCommand({ restApiId: id }))).tags ?? {}),
  idOf: arnOf('apigateway', /^\/restapis\/(?<id>[^/]+)$/),
  async delete(aws, id) {
    await unlessGone(GONE, () => aws.client(APIGatewayClient).send(new DeleteRestApiCommand({ restApiId: id })));
  },
  survives: {
    why: {
      vi: 'API được tạo bên ngoài stack; API Gateway chỉ cho xóa một API mỗi 30 giây.',
      en: 'It was made outside of the stack; API Gateway deletes only one API every 30 seconds.',
    },
    todo: { vi: 'Xóa API.', en: 'Delete the API.' },
  },
};
