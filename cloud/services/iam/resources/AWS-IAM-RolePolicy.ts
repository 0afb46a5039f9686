import type { ResourceType } from '../../../resource-type.ts';
import { documentText } from './holder.ts';

interface RolePolicyProperties {
  RoleName: string;
  PolicyName: string;
  PolicyDocument?: object | string;
}

/** CloudFormation Template Reference, AWS::IAM::RolePolicy: an inline policy on one role. */
export const RolePolicy: ResourceType<RolePolicyProperties> = {
  type: 'AWS::IAM::RolePolicy',
  properties: { RoleName: 'replace', PolicyName: 'replace', PolicyDocument: 'update' },
  async create({ aws }, { RoleName, PolicyName, PolicyDocument = {} }) {
    await aws.iam.PutRolePolicy({ RoleName, PolicyName, PolicyDocument: documentText(PolicyDocument) });
    return `${PolicyName}|${RoleName}`;
  },
  async update({ aws }, _id, { RoleName, PolicyName, PolicyDocument = {} }) {
    await aws.iam.PutRolePolicy({ RoleName, PolicyName, PolicyDocument: documentText(PolicyDocument) });
  },
  async delete({ aws }, _id, { RoleName, PolicyName }) {
    await aws.iam.DeleteRolePolicy({ RoleName, PolicyName });
  },
};
