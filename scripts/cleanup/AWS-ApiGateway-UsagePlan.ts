import {
  APIGatewayClient,
  DeleteUsagePlanCommand,
  GetUsagePlanCommand,
  paginateGetUsagePlans,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import type { Clients } from '../clients.ts';
import type { CleanUp } from './clean-up.ts';
import { arnOf, ids, unlessGone } from './reading.ts';

const GONE = ['NotFoundException'];

/** API Gateway deletes no usage plan that stages belong to. */
async function empty(aws: Clients, usagePlanId: string): Promise<number> {
  const client = aws.client(APIGatewayClient);
  const { apiStages = [] } = (await unlessGone(GONE, () => client.send(new GetUsagePlanCommand({ usagePlanId })))) ?? {};
  for (const { apiId, stage } of apiStages) {
    await client.send(
      new UpdateUsagePlanCommand({ usagePlanId, patchOperations: [{ op: 'remove', path: '/apiStages', value: `${apiId}:${stage}` }] }),
    );
  }
  return apiStages.length;
}

export const UsagePlan: CleanUp = {
  type: 'AWS::ApiGateway::UsagePlan',
  after: ['AWS::CloudFormation::Stack'],
  scope: 'region',
  list: (aws) =>
    ids(
      paginateGetUsagePlans({ client: aws.client(APIGatewayClient) }, {}),
      (page) => page.items,
      (item) => item.id,
    ),
  tags: (aws, id) =>
    unlessGone(GONE, async () => (await aws.client(APIGatewayClient).send(new GetUsagePlanCommand({ usagePlanId: id }))).tags ?? {}),
  idOf: arnOf('apigateway', /^\/usageplans\/(?<id>[^/]+)$/),
  empty,
  async delete(aws, id) {
    await empty(aws, id);
    await unlessGone(GONE, () => aws.client(APIGatewayClient).send(new DeleteUsagePlanCommand({ usagePlanId: id })));
  },
  survives: {
    why: { vi: 'Gói sử dụng còn gắn với stage của một API.', en: 'It still belongs to a stage of an API.' },
    todo: { vi: 'Gỡ stage khỏi gói rồi xóa gói.', en: 'Take the stage out of it, then delete it.' },
  },
};
