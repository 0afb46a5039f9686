import type { ResourceContext, ResourceType } from '../../../resource-type.ts';
import { changePolicies, groupHolder, type PolicyProperties } from './holder.ts';

interface GroupProperties extends PolicyProperties {
  GroupName?: string;
  Path?: string;
}

/** CloudFormation Template Reference, AWS::IAM::Group. Ref is the group's name. */
export const Group: ResourceType<GroupProperties> = {
  type: 'AWS::IAM::Group',
  properties: {
    GroupName: 'replace',
    Path: 'replace',
    ManagedPolicyArns: 'update',
    Policies: { PolicyName: 'update', PolicyDocument: 'update' },
  },
  async create(context, properties) {
    const GroupName = properties.GroupName ?? context.physicalName(128);
    await context.aws.iam.CreateGroup({ GroupName, ...(properties.Path !== undefined && { Path: properties.Path }) });
    try {
      await changePolicies(groupHolder(context, GroupName), properties);
    } catch (error) {
      await remove(context, GroupName, properties);
      throw error;
    }
    return GroupName;
  },
  update: (context, GroupName, properties, previous) => changePolicies(groupHolder(context, GroupName), properties, previous),
  delete: remove,
  async attributes({ aws }, GroupName) {
    const { Group: group } = await aws.iam.GetGroup({ GroupName });
    return { Arn: group?.Arn };
  },
};

async function remove(context: ResourceContext, GroupName: string, properties: GroupProperties): Promise<void> {
  await changePolicies(groupHolder(context, GroupName), {}, properties);
  await context.aws.iam.DeleteGroup({ GroupName });
}
