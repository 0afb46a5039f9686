import {
  DeleteNetworkInterfaceCommand,
  DescribeNetworkInterfacesCommand,
  EC2Client,
  paginateDescribeNetworkInterfaces,
} from '@aws-sdk/client-ec2';
import type { CleanUp } from './clean-up.ts';
import { arnOf, byKey, ids, unlessGone } from './reading.ts';

const GONE = ['InvalidNetworkInterfaceID.NotFound'];

export const NetworkInterface: CleanUp = {
  type: 'AWS::EC2::NetworkInterface',
  after: ['AWS::CloudFormation::Stack', 'AWS::Lambda::Function'],
  scope: 'region',
  list: (aws) =>
    ids(
      paginateDescribeNetworkInterfaces({ client: aws.client(EC2Client) }, {}),
      (page) => page.NetworkInterfaces,
      (item) => item.NetworkInterfaceId,
    ),
  tags: (aws, id) =>
    unlessGone(GONE, async () =>
      byKey(
        (await aws.client(EC2Client).send(new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [id] }))).NetworkInterfaces?.[0]
          ?.TagSet,
      ),
    ),
  idOf: arnOf('ec2', /^network-interface\/(?<id>[^/]+)$/),
  async delete(aws, id) {
    await unlessGone(GONE, () => aws.client(EC2Client).send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId: id })));
  },
  survives: {
    why: {
      vi: 'Lambda trong VPC giữ card mạng của nó đến 20 phút sau khi hàm bị xóa; khi đó subnet và security group cũng chưa xóa được.',
      en: 'Lambda in a VPC keeps its interfaces for up to 20 minutes after the function went; until then subnets and security groups stay as well.',
    },
    todo: { vi: 'Đợi 20 phút rồi chạy lại lệnh này.', en: 'Wait 20 minutes, then run this again.' },
  },
};
