import { defineService } from '../../service.ts';
import { access } from './access.ts';
import { operations } from './operations.ts';
import { AccessKey } from './resources/AWS-IAM-AccessKey.ts';
import { Group } from './resources/AWS-IAM-Group.ts';
import { InstanceProfile } from './resources/AWS-IAM-InstanceProfile.ts';
import { ManagedPolicy } from './resources/AWS-IAM-ManagedPolicy.ts';
import { Policy } from './resources/AWS-IAM-Policy.ts';
import { Role } from './resources/AWS-IAM-Role.ts';
import { RolePolicy } from './resources/AWS-IAM-RolePolicy.ts';
import { User } from './resources/AWS-IAM-User.ts';
import { type IamState, initialState } from './state.ts';
import { tagging } from './tagging-api.ts';

/** AWS Identity and Access Management: who there is, and what they may do. */
export const iam = defineService<IamState>({
  name: 'iam',
  wires: [{ signingName: 'iam', version: '2010-05-08', load: () => import('@aws-sdk/client-iam') }],
  scope: 'account',
  initialState,
  operations,
  access,
  resourcePolicy: (arn, state) => {
    const role = state.roles.get(arn.slice(arn.lastIndexOf('/') + 1));
    return role?.arn === arn ? role.trustPolicy : undefined;
  },
  refuses: ['OrderedOrganizationPolicyInputList', 'PolicyExclusionList'],
  tagging,
  resourceTypes: [AccessKey, Group, InstanceProfile, ManagedPolicy, Policy, Role, RolePolicy, User],
});
