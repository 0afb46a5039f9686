import { APIGatewayClient, DeleteApiKeyCommand, GetApiKeyCommand, paginateGetApiKeys } from '@aws-sdk/client-api-gateway';
import type { CleanUp } from './clean-up.ts';
import { arnOf, ids, unlessGone } from './reading.ts';

const GONE = ['NotFoundException'];

export const ApiKey: CleanUp = {
  type: 'AWS::ApiGateway::ApiKey',
  after: ['AWS::CloudFormation::Stack'],
  scope: 'region',
  list: (aws) =>
    ids(
      paginateGetApiKeys({ client: aws.client(APIGatewayClient) }, {}),
      (page) => page.items,
      (item) => item.id,
    ),
  tags: (aws, id) =>
    unlessGone(GONE, async () => (await aws.client(APIGatewayClient).send(new GetApiKeyCommand({ apiKey: id }))).tags ?? {}),
  idOf: arnOf('apigateway', /^\/apikeys\/(?<id>[^/]+)$/),
  async delete(aws, id) {
    await unlessGone(GONE, () => aws.client(APIGatewayClient).send(new DeleteApiKeyCommand({ apiKey: id })));
  },
  survives: {
    why: { vi: 'Khóa API được tạo bên ngoài stack.', en: 'It was made outside of the stack.' },
    todo: { vi: 'Xóa khóa API.', en: 'Delete the key.' },
  },
};
