import { DeleteSnapshotCommand, DescribeSnapshotsCommand, EC2Client, paginateDescribeSnapshots } from '@aws-sdk/client-ec2';
import type { CleanUp } from './clean-up.ts';
import { arnOf, byKey, ids, unlessGone } from './reading.ts';

const GONE = ['InvalidSnapshot.NotFound'];

export const Snapshot: CleanUp = {
  type: 'AWS::EC2::Snapshot',
  after: ['AWS::CloudFormation::Stack'],
  scope: 'region',
  list: (aws) =>
    ids(
      paginateDescribeSnapshots({ client: aws.client(EC2Client) }, { OwnerIds: ['self'] }),
      (page) => page.Snapshots,
      (item) => item.SnapshotId,
    ),
  tags: (aws, id) =>
    unlessGone(GONE, async () =>
      byKey((await aws.client(EC2Client).send(new DescribeSnapshotsCommand({ SnapshotIds: [id] }))).Snapshots?.[0]?.Tags),
    ),
  idOf: arnOf('ec2', /^snapshot\/(?<id>[^/]+)$/),
  async delete(aws, id) {
    await unlessGone(GONE, () => aws.client(EC2Client).send(new DeleteSnapshotCommand({ SnapshotId: id })));
  },
  survives: {
    why: {
      vi: 'CloudFormation chụp snapshot khi xóa ổ đĩa hay cơ sở dữ liệu (DeletionPolicy: Snapshot).',
      en: 'CloudFormation takes one as it deletes a volume or database (DeletionPolicy: Snapshot).',
    },
    todo: { vi: 'Xóa snapshot: nó bị tính tiền theo GB mỗi tháng.', en: 'Delete it: it is billed by the GB and month.' },
  },
};
