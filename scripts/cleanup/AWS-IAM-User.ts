import {
  DeleteAccessKeyCommand,
  DeleteConflictException,
  DeleteLoginProfileCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  DetachUserPolicyCommand,
  IAMClient,
  paginateListAccessKeys,
  paginateListAttachedUserPolicies,
  paginateListGroupsForUser,
  paginateListUserPolicies,
  paginateListUsers,
  paginateListUserTags,
  RemoveUserFromGroupCommand,
} from '@aws-sdk/client-iam';
import type { Clients } from '../clients.ts';
import type { CleanUp } from './clean-up.ts';
import { arnOf, byKey, ids, unlessGone } from './reading.ts';

const GONE = ['NoSuchEntityException', 'NoSuchEntity'];

/** IAM deletes no user with keys, policies or groups. */
async function empty(aws: Clients, UserName: string): Promise<number> {
  const client = aws.client(IAMClient);
  let count = 0;
  for await (const { AccessKeyMetadata = [] } of paginateListAccessKeys({ client }, { UserName })) {
    for (const { AccessKeyId } of AccessKeyMetadata) await client.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
    count += AccessKeyMetadata.length;
  }
  for await (const { AttachedPolicies = [] } of paginateListAttachedUserPolicies({ client }, { UserName })) {
    for (const { PolicyArn } of AttachedPolicies) await client.send(new DetachUserPolicyCommand({ UserName, PolicyArn }));
    count += AttachedPolicies.length;
  }
  for await (const { PolicyNames = [] } of paginateListUserPolicies({ client }, { UserName })) {
    for (const PolicyName of PolicyNames) await client.send(new DeleteUserPolicyCommand({ UserName, PolicyName }));
    count += PolicyNames.length;
  }
  for await (const { Groups = [] } of paginateListGroupsForUser({ client }, { UserName })) {
    for (const { GroupName } of Groups) await client.send(new RemoveUserFromGroupCommand({ UserName, GroupName }));
    count += Groups.length;
  }
  return count;
}

export const User: CleanUp = {
  type: 'AWS::IAM::User',
  after: ['AWS::CloudFormation::Stack'],
  scope: 'account',
  list: (aws) =>
    ids(
      paginateListUsers({ client: aws.client(IAMClient) }, {}),
      (page) => page.Users,
      (item) => item.UserName,
    ),
  tags: (aws, id) =>
    unlessGone(GONE, async () => {
      const tags: Record<string, string> = {};
      for await (const { Tags } of paginateListUserTags({ client: aws.client(IAMClient) }, { UserName: id }))
        Object.assign(tags, byKey(Tags));
      return tags;
    }),
  idOf: arnOf('iam', /^user\/(?:.+\/)?(?<id>[^/]+)$/),
  empty: async (aws, id) => (await unlessGone(GONE, () => empty(aws, id))) ?? 0,
  async delete(aws, id) {
    await unlessGone(GONE, async () => {
      await empty(aws, id);
      try {
        await aws.client(IAMClient).send(new DeleteUserCommand({ UserName: id }));
      } catch (error) {
        // Reason: what is left then is a password for the console, which no list shows.
        if (!(error instanceof DeleteConflictException)) throw error;
        await aws.client(IAMClient).send(new DeleteLoginProfileCommand({ UserName: id }));
        await aws.client(IAMClient).send(new DeleteUserCommand({ UserName: id }));
      }
    });
  },
  survives: {
    why: {
      vi: 'User có access key hoặc policy được tạo bên ngoài stack.',
      en: 'It has keys or policies that were made outside of the stack.',
    },
    todo: { vi: 'Xóa access key trước tiên, rồi xóa user.', en: 'Delete its access keys first of all, then the user.' },
  },
};
