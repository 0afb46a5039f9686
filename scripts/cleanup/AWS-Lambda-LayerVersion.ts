import { DeleteLayerVersionCommand, LambdaClient, paginateListLayers, paginateListLayerVersions } from '@aws-sdk/client-lambda';
import type { CleanUp } from './clean-up.ts';

/** Its id is the version's ARN. Layers take no tags: a foreign one cannot be told by them. */
export const LayerVersion: CleanUp = {
  type: 'AWS::Lambda::LayerVersion',
  after: ['AWS::CloudFormation::Stack', 'AWS::Lambda::Function'],
  scope: 'region',
  async *list(aws) {
    const client = aws.client(LambdaClient);
    for await (const { Layers = [] } of paginateListLayers({ client }, {})) {
      for (const { LayerName } of Layers) {
        for await (const { LayerVersions = [] } of paginateListLayerVersions({ client }, { LayerName })) {
          for (const { LayerVersionArn } of LayerVersions) if (LayerVersionArn) yield LayerVersionArn;
        }
      }
    }
  },
  idOf: (arn) => (/^arn:[^:]+:lambda:[^:]*:\d*:layer:[^:]+:\d+$/.test(arn) ? arn : undefined),
  async delete(aws, id) {
    const [, LayerName, version] = /^(.*):(\d+)$/.exec(id) ?? [];
    await aws.client(LambdaClient).send(new DeleteLayerVersionCommand({ LayerName, VersionNumber: Number(version) }));
  },
  survives: {
    why: { vi: 'Phiên bản cũ của layer được giữ lại khi layer đổi.', en: 'Older versions stay when a layer changes.' },
    todo: { vi: 'Xóa phiên bản layer đó nếu không còn hàm nào dùng.', en: 'Delete the version, unless a function still uses it.' },
  },
};
