import type { ResourceType } from '../../../resource-type.ts';
import { changePolicies, documentText, type PolicyProperties, roleHolder } from './holder.ts';
import { droppedTags, type Tag, tagsOf } from './tags.ts';

interface RoleProperties extends PolicyProperties {
  RoleName?: string;
  Path?: string;
  Description?: string;
  AssumeRolePolicyDocument: object | string;
  MaxSessionDuration?: number | string;
  PermissionsBoundary?: string;
  Tags?: Tag[];
}

/** CloudFormation Template Reference, AWS::IAM::Role. Ref is the role's name. */
export const Role: ResourceType<RoleProperties> = {
  type: 'AWS::IAM::Role',
  properties: {
    RoleName: 'replace',
    Path: 'replace',
    Description: 'update',
    AssumeRolePolicyDocument: 'update',
    MaxSessionDuration: 'update',
    PermissionsBoundary: 'update',
    ManagedPolicyArns: 'update',
    Policies: { PolicyName: 'update', PolicyDocument: 'update' },
    Tags: { Key: 'update', Value: 'update' },
  },
  async create(context, properties) {
    const RoleName = properties.RoleName ?? context.physicalName(64);
    await context.aws.iam.CreateRole({
      RoleName,
      AssumeRolePolicyDocument: documentText(properties.AssumeRolePolicyDocument),
      ...(properties.Path !== undefined && { Path: properties.Path }),
      ...(properties.Description !== undefined && { Description: properties.Description }),
      ...(properties.MaxSessionDuration !== undefined && { MaxSessionDuration: Number(properties.MaxSessionDuration) }),
      ...(properties.PermissionsBoundary !== undefined && { PermissionsBoundary: properties.PermissionsBoundary }),
      Tags: tagsOf(context, properties.Tags),
    });
    context.initiated?.(RoleName);
    await changePolicies(roleHolder(context, RoleName), properties);
    return RoleName;
  },
  async update(context, RoleName, properties, previous) {
    const { iam } = context.aws;
    const PolicyDocument = documentText(properties.AssumeRolePolicyDocument);
    if (PolicyDocument !== documentText(previous.AssumeRolePolicyDocument)) await iam.UpdateAssumeRolePolicy({ RoleName, PolicyDocument });
    await iam.UpdateRole({
      RoleName,
      Description: properties.Description ?? '',
      MaxSessionDuration: Number(properties.MaxSessionDuration ?? 3_600),
    });
    const PermissionsBoundary = properties.PermissionsBoundary;
    if (PermissionsBoundary !== undefined) await iam.PutRolePermissionsBoundary({ RoleName, PermissionsBoundary });
    else if (previous.PermissionsBoundary !== undefined) await iam.DeleteRolePermissionsBoundary({ RoleName });
    await changePolicies(roleHolder(context, RoleName), properties, previous);
    const Tags = tagsOf(context, properties.Tags);
    const TagKeys = droppedTags(Tags, previous.Tags);
    if (TagKeys.length > 0) await iam.UntagRole({ RoleName, TagKeys });
    if (Tags.length > 0) await iam.TagRole({ RoleName, Tags });
  },
  async delete(context, RoleName, properties) {
    await changePolicies(roleHolder(context, RoleName), {}, properties);
    await context.aws.iam.DeleteRole({ RoleName });
  },
  async attributes({ aws }, RoleName) {
    const { Role: role } = await aws.iam.GetRole({ RoleName });
    return { Arn: role?.Arn, RoleId: role?.RoleId };
  },
};
