import {
  DeleteInstanceProfileCommand,
  GetInstanceProfileCommand,
  IAMClient,
  paginateListInstanceProfiles,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import type { Clients } from '../clients.ts';
import type { CleanUp } from './clean-up.ts';
import { arnOf, byKey, ids, unlessGone } from './reading.ts';

const GONE = ['NoSuchEntityException', 'NoSuchEntity'];
const read = async (aws: Clients, InstanceProfileName: string) =>
  (await unlessGone(GONE, () => aws.client(IAMClient).send(new GetInstanceProfileCommand({ InstanceProfileName }))))?.InstanceProfile;

async function empty(aws: Clients, InstanceProfileName: string): Promise<number> {
  const roles = (await read(aws, InstanceProfileName))?.Roles ?? [];
  for (const { RoleName } of roles)
    await aws.client(IAMClient).send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName }));
  return roles.length;
}

export const InstanceProfile: CleanUp = {
  type: 'AWS::IAM::InstanceProfile',
  after: ['AWS::CloudFormation::Stack'],
  scope: 'account',
  list: (aws) =>
    ids(
      paginateListInstanceProfiles({ client: aws.client(IAMClient) }, {}),
      (page) => page.InstanceProfiles,
      (item) => item.InstanceProfileName,
    ),
  async tags(aws, id) {
    const profile = await read(aws, id);
    return profile && byKey(profile.Tags);
  },
  idOf: arnOf('iam', /^instance-profile\/(?:.+\/)?(?<id>[^/]+)$/),
  empty,
  async delete(aws, id) {
    await empty(aws, id);
    await unlessGone(GONE, () => aws.client(IAMClient).send(new DeleteInstanceProfileCommand({ InstanceProfileName: id })));
  },
  survives: {
    why: { vi: 'Một máy EC2 còn dùng nó.', en: 'An EC2 instance still uses it.' },
    todo: { vi: 'Dừng hẳn máy EC2 rồi xóa instance profile.', en: 'Terminate the instance, then delete the profile.' },
  },
};
