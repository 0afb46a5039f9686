import { DescribeAddressesCommand, EC2Client, ReleaseAddressCommand } from '@aws-sdk/client-ec2';
import type { CleanUp } from './clean-up.ts';
import { arnOf, byKey, unlessGone } from './reading.ts';

const GONE = ['InvalidAllocationID.NotFound'];

/** Its id is the allocation's. */
export const ElasticIp: CleanUp = {
  type: 'AWS::EC2::EIP',
  after: ['AWS::CloudFormation::Stack', 'AWS::EC2::NetworkInterface'],
  scope: 'region',
  async *list(aws) {
    // DescribeAddresses has no pages.
    const { Addresses = [] } = await aws.client(EC2Client).send(new DescribeAddressesCommand({}));
    for (const { AllocationId } of Addresses) if (AllocationId) yield AllocationId;
  },
  tags: (aws, id) =>
    unlessGone(GONE, async () =>
      byKey((await aws.client(EC2Client).send(new DescribeAddressesCommand({ AllocationIds: [id] }))).Addresses?.[0]?.Tags),
    ),
  idOf: arnOf('ec2', /^elastic-ip\/(?<id>[^/]+)$/),
  async delete(aws, id) {
    await unlessGone(GONE, () => aws.client(EC2Client).send(new ReleaseAddressCommand({ AllocationId: id })));
  },
  survives: {
    why: {
      vi: 'Địa chỉ được cấp bên ngoài stack, hoặc còn gắn với một card mạng.',
      en: 'It was allocated outside of the stack, or is still associated.',
    },
    todo: {
      vi: 'Trả lại địa chỉ: mỗi địa chỉ IPv4 công cộng bị tính tiền theo giờ.',
      en: 'Release it: every public IPv4 address is billed by the hour.',
    },
  },
};
