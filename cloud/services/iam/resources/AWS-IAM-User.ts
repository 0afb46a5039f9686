import type { ResourceType } from '../../../resource-type.ts';
import { changePolicies, type PolicyProperties, unlessGone, userHolder } from './holder.ts';
import { droppedTags, type Tag, tagsOf } from './tags.ts';

interface UserProperties extends PolicyProperties {
  UserName?: string;
  Path?: string;
  Groups?: string[];
  PermissionsBoundary?: string;
  Tags?: Tag[];
}

/** CloudFormation Template Reference, AWS::IAM::User. Ref is the user's name. */
export const User: ResourceType<UserProperties> = {
  type: 'AWS::IAM::User',
  properties: {
    UserName: 'replace',
    Path: 'update',
    Groups: 'update',
    PermissionsBoundary: 'update',
    ManagedPolicyArns: 'update',
    Policies: { PolicyName: 'update', PolicyDocument: 'update' },
    Tags: { Key: 'update', Value: 'update' },
  },
  async create(context, properties) {
    const { iam } = context.aws;
    const UserName = properties.UserName ?? context.physicalName(64);
    await iam.CreateUser({
      UserName,
      ...(properties.Path !== undefined && { Path: properties.Path }),
      ...(properties.PermissionsBoundary !== undefined && { PermissionsBoundary: properties.PermissionsBoundary }),
      Tags: tagsOf(context, properties.Tags),
    });
    context.initiated?.(UserName);
    await changePolicies(userHolder(context, UserName), properties);
    for (const GroupName of properties.Groups ?? []) await iam.AddUserToGroup({ GroupName, UserName });
    return UserName;
  },
  async update(context, UserName, properties, previous) {
    const { iam } = context.aws;
    if (properties.Path !== previous.Path) await iam.UpdateUser({ UserName, NewPath: properties.Path ?? '/' });
    const PermissionsBoundary = properties.PermissionsBoundary;
    if (PermissionsBoundary !== undefined) await iam.PutUserPermissionsBoundary({ UserName, PermissionsBoundary });
    else if (previous.PermissionsBoundary !== undefined) await iam.DeleteUserPermissionsBoundary({ UserName });
    await changePolicies(userHolder(context, UserName), properties, previous);
    const before = new Set(previous.Groups);
    const now = new Set(properties.Groups);
    for (const GroupName of now) if (!before.has(GroupName)) await iam.AddUserToGroup({ GroupName, UserName });
    for (const GroupName of before) if (!now.has(GroupName)) await iam.RemoveUserFromGroup({ GroupName, UserName });
    const Tags = tagsOf(context, properties.Tags);
    const TagKeys = droppedTags(Tags, previous.Tags);
    if (TagKeys.length > 0) await iam.UntagUser({ UserName, TagKeys });
    if (Tags.length > 0) await iam.TagUser({ UserName, Tags });
  },
  async delete(context, UserName, properties) {
    const { iam } = context.aws;
    for (const GroupName of properties.Groups ?? []) await unlessGone(iam.RemoveUserFromGroup({ GroupName, UserName }));
    await changePolicies(userHolder(context, UserName), {}, properties);
    await iam.DeleteUser({ UserName });
  },
  async attributes({ aws }, UserName) {
    const { User: user } = await aws.iam.GetUser({ UserName });
    return { Arn: user?.Arn };
  },
};
