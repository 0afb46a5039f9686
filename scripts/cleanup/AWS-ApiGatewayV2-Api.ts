import {
  ApiGatewayV2Client,
  DeleteApiCommand,
  GetApiCommand,
  GetApisCommand,
  type GetApisCommandOutput,
} from '@aws-sdk/client-apigatewayv2';
import type { CleanUp } from './clean-up.ts';
import { arnOf, unlessGone } from './reading.ts';

const GONE = ['NotFoundException'];

export const HttpApi: CleanUp = {
  type: 'AWS::ApiGatewayV2::Api',
  after: ['AWS::CloudFormation::Stack'],
  scope: 'region',
  async *list(aws) {
    let NextToken: string | undefined;
    do {
      const page: GetApisCommandOutput = await aws.client(ApiGatewayV2Client).send(new GetApisCommand({ NextToken }));
      for (const { ApiId } of page.Items ?? []) if (ApiId) yield ApiId;
      NextToken = page.NextToken;
    } while (NextToken);
  },
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
