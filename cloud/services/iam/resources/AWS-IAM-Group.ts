import type { ResourceType } from '../../../resource-type.ts';
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
    context.initiated?.(GroupName);
    await changePolicies(groupHolder(context, GroupName), properties);
    return GroupName;
  },
  update: (context, GroupName, properties, previous) => changePolicies(groupHolder(context, GroupName), properties, previous),
  async delete(context, GroupName, properties) {
    await changePolicies(groupHolder(context, GroupName), {}, properties);
    await context.aws.iam.DeleteGroup({ GroupName });
  },
  async attributes({ aws }, GroupName) {
    const { Group: group } = await aws.iam.GetGroup({ GroupName });
    return { Arn: group?.Arn };
  },
};
