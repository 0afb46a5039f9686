import type { ResourceType } from '../../../resource-type.ts';
import { unlessGone } from './holder.ts';

interface InstanceProfileProperties {
  InstanceProfileName?: string;
  Path?: string;
  Roles: string[];
}

/** CloudFormation Template Reference, AWS::IAM::InstanceProfile. Ref is the profile's name. */
export const InstanceProfile: ResourceType<InstanceProfileProperties> = {
  type: 'AWS::IAM::InstanceProfile',
  properties: { InstanceProfileName: 'replace', Path: 'replace', Roles: 'update' },
  async create(context, { InstanceProfileName = context.physicalName(128), Path, Roles }) {
    const { iam } = context.aws;
    await iam.CreateInstanceProfile({ InstanceProfileName, ...(Path !== undefined && { Path }) });
    context.initiated?.(InstanceProfileName);
    for (const RoleName of Roles) await iam.AddRoleToInstanceProfile({ InstanceProfileName, RoleName });
    return InstanceProfileName;
  },
  async update({ aws }, InstanceProfileName, { Roles }, previous) {
    for (const RoleName of previous.Roles) {
      if (!Roles.includes(RoleName)) await aws.iam.RemoveRoleFromInstanceProfile({ InstanceProfileName, RoleName });
    }
    for (const RoleName of Roles) {
      if (!previous.Roles.includes(RoleName)) await aws.iam.AddRoleToInstanceProfile({ InstanceProfileName, RoleName });
    }
  },
  async delete({ aws }, InstanceProfileName, { Roles }) {
    for (const RoleName of Roles) await unlessGone(aws.iam.RemoveRoleFromInstanceProfile({ InstanceProfileName, RoleName }));
    await aws.iam.DeleteInstanceProfile({ InstanceProfileName });
  },
  async attributes({ aws }, InstanceProfileName) {
    const { InstanceProfile: profile } = await aws.iam.GetInstanceProfile({ InstanceProfileName });
    return { Arn: profile?.Arn };
  },
};
