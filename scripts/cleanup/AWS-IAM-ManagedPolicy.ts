import {
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DetachGroupPolicyCommand,
  DetachRolePolicyCommand,
  DetachUserPolicyCommand,
  IAMClient,
  paginateListEntitiesForPolicy,
  paginateListPolicies,
  paginateListPolicyTags,
  paginateListPolicyVersions,
} from '@aws-sdk/client-iam';
import type { Clients } from '../clients.ts';
import type { CleanUp } from './clean-up.ts';
import { byKey, ids, unlessGone } from './reading.ts';

const GONE = ['NoSuchEntityException', 'NoSuchEntity'];

/** IAM deletes no policy that is attached, or that has older versions. */
async function empty(aws: Clients, PolicyArn: string): Promise<number> {
  const client = aws.client(IAMClient);
  let count = 0;
  for await (const page of paginateListEntitiesForPolicy({ client }, { PolicyArn })) {
    const { PolicyRoles = [], PolicyUsers = [], PolicyGroups = [] } = page;
    // Reason: whom it limits is listed as well, and there is nothing to detach there.
    for (const { RoleName } of PolicyRoles) await unlessGone(GONE, () => client.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })));
    for (const { UserName } of PolicyUsers) await unlessGone(GONE, () => client.send(new DetachUserPolicyCommand({ UserName, PolicyArn })));
    for (const { GroupName } of PolicyGroups) await client.send(new DetachGroupPolicyCommand({ GroupName, PolicyArn }));
    count += PolicyRoles.length + PolicyUsers.length + PolicyGroups.length;
  }
  for await (const { Versions = [] } of paginateListPolicyVersions({ client }, { PolicyArn })) {
    for (const { VersionId, IsDefaultVersion } of Versions) {
      if (!IsDefaultVersion) await client.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
    }
    count += Versions.filter(({ IsDefaultVersion }) => !IsDefaultVersion).length;
  }
  return count;
}

/** Its id is its ARN. */
export const ManagedPolicy: CleanUp = {
  type: 'AWS::IAM::ManagedPolicy',
  after: ['AWS::CloudFormation::Stack', 'AWS::IAM::Role', 'AWS::IAM::User'],
  scope: 'account',
  list: (aws) =>
    ids(
      paginateListPolicies({ client: aws.client(IAMClient) }, { Scope: 'Local' }),
      (page) => page.Policies,
      (item) => item.Arn,
    ),
  tags: (aws, id) =>
    unlessGone(GONE, async () => {
      const tags: Record<string, string> = {};
      for await (const { Tags } of paginateListPolicyTags({ client: aws.client(IAMClient) }, { PolicyArn: id }))
        Object.assign(tags, byKey(Tags));
      return tags;
    }),
  idOf: (arn) => (/^arn:[^:]+:iam::\d+:policy\//.test(arn) ? arn : undefined),
  empty: async (aws, id) => (await unlessGone(GONE, () => empty(aws, id))) ?? 0,
  async delete(aws, id) {
    await unlessGone(GONE, async () => {
      await empty(aws, id);
      await aws.client(IAMClient).send(new DeletePolicyCommand({ PolicyArn: id }));
    });
  },
  survives: {
    why: { vi: 'Policy được gắn cho một đối tượng bên ngoài stack.', en: 'It is attached to something outside of the stack.' },
    todo: { vi: 'Gỡ nó khỏi role, user, group rồi xóa; policy không tốn tiền.', en: 'Detach it, then delete it; a policy costs nothing.' },
  },
};
