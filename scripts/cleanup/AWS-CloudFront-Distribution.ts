import {
  CloudFrontClient,
  DeleteDistributionCommand,
  GetDistributionCommand,
  ListTagsForResourceCommand,
  paginateListDistributions,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import type { CleanUp } from './clean-up.ts';
import { arnOf, byKey, ids, unlessGone } from './reading.ts';

const GONE = ['NoSuchDistribution', 'NoSuchResource'];

/** Only what is disabled at every edge can be deleted: on AWS that takes minutes, and until then deleting fails and is tried again. */
export const Distribution: CleanUp = {
  type: 'AWS::CloudFront::Distribution',
  after: ['AWS::CloudFormation::Stack'],
  scope: 'account',
  list: (aws) =>
    ids(
      paginateListDistributions({ client: aws.client(CloudFrontClient) }, {}),
      (page) => page.DistributionList?.Items,
      (item) => item.Id,
    ),
  tags: (aws, Id) =>
    unlessGone(GONE, async () => {
      const client = aws.client(CloudFrontClient);
      const { Distribution: found } = await client.send(new GetDistributionCommand({ Id }));
      return byKey((await client.send(new ListTagsForResourceCommand({ Resource: found?.ARN }))).Tags?.Items);
    }),
  idOf: arnOf('cloudfront', /^distribution\/(?<id>[^/]+)$/),
  async delete(aws, Id) {
    await unlessGone(GONE, async () => {
      const client = aws.client(CloudFrontClient);
      const { Distribution: found, ETag } = await client.send(new GetDistributionCommand({ Id }));
      const config = found?.DistributionConfig;
      const disabled = config?.Enabled
        ? await client.send(new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig: { ...config, Enabled: false } }))
        : { ETag };
      await client.send(new DeleteDistributionCommand({ Id, IfMatch: disabled.ETag }));
    });
  },
  survives: {
    why: {
      vi: 'Distribution được tạo bên ngoài stack, hoặc chưa tắt xong ở mọi điểm biên nên chưa xóa được.',
      en: 'It was made outside of the stack, or it is not disabled at every edge yet and cannot be deleted before.',
    },
    todo: {
      vi: 'Tắt distribution (Enabled: false), đợi đến khi trạng thái là Deployed rồi xóa.',
      en: 'Disable it (Enabled: false), wait until its status is Deployed, then delete it.',
    },
  },
};
