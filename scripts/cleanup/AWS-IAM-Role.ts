import {
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  IAMClient,
  paginateListAttachedRolePolicies,
  paginateListInstanceProfilesForRole,
  paginateListRolePolicies,
  paginateListRoles,
  paginateListRoleTags,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import type { Clients } from '../clients.ts';
import type { CleanUp } from './clean-up.ts';
import { arnOf, byKey, ids, unlessGone } from './reading.ts';

const GONE = ['NoSuchEntityException', 'NoSuchEntity'];

/** IAM deletes no role with policies or in an instance profile. */
async function empty(aws: Clients, RoleName: string): Promise<number> {
  const client = aws.client(IAMClient);
  let count = 0;
  for await (const { AttachedPolicies = [] } of paginateListAttachedRolePolicies({ client }, { RoleName })) {
    for (const { PolicyArn } of AttachedPolicies) await client.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    count += AttachedPolicies.length;
  }
  for await (const { PolicyNames = [] } of paginateListRolePolicies({ client }, { RoleName })) {
    for (const PolicyName of PolicyNames) await client.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    count += PolicyNames.length;
  }
  for await (const { InstanceProfiles = [] } of paginateListInstanceProfilesForRole({ client }, { RoleName })) {
    for (const { InstanceProfileName } of InstanceProfiles)
      await client.send(new RemoveRoleFromInstanceProfileCommand({ RoleName, InstanceProfileName }));
    count += InstanceProfiles.length;
  }
  return count;
}

export const Role: CleanUp = {
  type: 'AWS::IAM::Role',
  after: [
    'AWS::CloudFormation::Stack',
    'AWS::Events::Rule',
    'AWS::Lambda::Function',
    'AWS::Scheduler::Schedule',
    'AWS::StepFunctions::StateMachine',
  ],
  scope: 'account',
  list: (aws) =>
    ids(
      paginateListRoles({ client: aws.client(IAMClient) }, {}),
      (page) => page.Roles,
      // Reason: service-linked roles belong to AWS and are neither made nor deleted by a stack.
      (item) => (item.Path?.startsWith('/aws-service-role/') ? undefined : item.RoleName),
    ),
  tags: (aws, id) =>
    unlessGone(GONE, async () => {
      const tags: Record<string, string> = {};
      for await (const { Tags } of paginateListRoleTags({ client: aws.client(IAMClient) }, { RoleName: id }))
        Object.assign(tags, byKey(Tags));
      return tags;
    }),
  idOf: arnOf('iam', /^role\/(?:.+\/)?(?<id>[^/]+)$/),
  empty: async (aws, id) => (await unlessGone(GONE, () => empty(aws, id))) ?? 0,
  async delete(aws, id) {
    await unlessGone(GONE, async () => {
      await empty(aws, id);
      await unlessGone(GONE, () => aws.client(IAMClient).send(new DeleteRolePermissionsBoundaryCommand({ RoleName: id })));
      await aws.client(IAMClient).send(new DeleteRoleCommand({ RoleName: id }));
    });
  },
  survives: {
    why: {
      vi: 'Có policy được gắn thêm vào role bên ngoài stack, hoặc một dịch vụ đã tự tạo role.',
      en: 'A policy was attached outside of the stack, or a service made the role by itself.',
    },
    todo: {
      vi: 'Gỡ các policy khỏi role rồi xóa role; role không tốn tiền.',
      en: 'Detach its policies, then delete it; a role costs nothing.',
    },
  },
};
