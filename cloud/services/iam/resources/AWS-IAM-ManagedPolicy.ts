import type { ResourceContext, ResourceType } from '../../../resource-type.ts';
import { documentText, holdersOf } from './holder.ts';

interface ManagedPolicyProperties {
  ManagedPolicyName?: string;
  Path?: string;
  Description?: string;
  PolicyDocument: object | string;
  Roles?: string[];
  Users?: string[];
  Groups?: string[];
}

const MOST_VERSIONS = 5;

/** CloudFormation Template Reference, AWS::IAM::ManagedPolicy. Ref is the policy's ARN. */
export const ManagedPolicy: ResourceType<ManagedPolicyProperties> = {
  type: 'AWS::IAM::ManagedPolicy',
  properties: {
    ManagedPolicyName: 'replace',
    Path: 'replace',
    Description: 'replace',
    PolicyDocument: 'update',
    Roles: 'update',
    Users: 'update',
    Groups: 'update',
  },
  async create(context, properties) {
    const { Policy: policy } = await context.aws.iam.CreatePolicy({
      PolicyName: properties.ManagedPolicyName ?? context.physicalName(128),
      PolicyDocument: documentText(properties.PolicyDocument),
      ...(properties.Path !== undefined && { Path: properties.Path }),
      ...(properties.Description !== undefined && { Description: properties.Description }),
    });
    const arn = policy!.Arn!;
    context.initiated?.(arn);
    for (const holder of holdersOf(context, properties).values()) await holder.attach(arn);
    return arn;
  },
  async update(context, PolicyArn, properties, previous) {
    const { iam } = context.aws;
    const PolicyDocument = documentText(properties.PolicyDocument);
    if (PolicyDocument !== documentText(previous.PolicyDocument)) {
      const { Versions = [] } = await iam.ListPolicyVersions({ PolicyArn });
      const oldest = Versions.filter(({ IsDefaultVersion }) => !IsDefaultVersion).at(-1);
      if (Versions.length >= MOST_VERSIONS && oldest) await iam.DeletePolicyVersion({ PolicyArn, VersionId: oldest.VersionId });
      await iam.CreatePolicyVersion({ PolicyArn, PolicyDocument, SetAsDefault: true });
    }
    const before = holdersOf(context, previous);
    const now = holdersOf(context, properties);
    for (const [key, holder] of now) if (!before.has(key)) await holder.attach(PolicyArn);
    for (const [key, holder] of before) if (!now.has(key)) await holder.detach(PolicyArn);
  },
  delete: (context, arn) => remove(context, arn),
  async attributes({ aws }, PolicyArn) {
    const { Policy: policy } = await aws.iam.GetPolicy({ PolicyArn });
    return {
      PolicyArn,
      PolicyId: policy?.PolicyId,
      DefaultVersionId: policy?.DefaultVersionId,
      AttachmentCount: policy?.AttachmentCount,
      PermissionsBoundaryUsageCount: policy?.PermissionsBoundaryUsageCount,
      IsAttachable: policy?.IsAttachable,
      CreateDate: policy?.CreateDate?.toISOString(),
      UpdateDate: policy?.UpdateDate?.toISOString(),
    };
  },
};

async function remove(context: ResourceContext, PolicyArn: string): Promise<void> {
  const { iam } = context.aws;
  const { PolicyRoles, PolicyUsers, PolicyGroups } = await iam.ListEntitiesForPolicy({ PolicyArn });
  const holders = holdersOf(context, {
    Roles: PolicyRoles?.map(({ RoleName }) => RoleName!) ?? [],
    Users: PolicyUsers?.map(({ UserName }) => UserName!) ?? [],
    Groups: PolicyGroups?.map(({ GroupName }) => GroupName!) ?? [],
  });
  for (const holder of holders.values()) await holder.detach(PolicyArn);
  const { Versions } = await iam.ListPolicyVersions({ PolicyArn });
  for (const { VersionId, IsDefaultVersion } of Versions ?? []) {
    if (!IsDefaultVersion) await iam.DeletePolicyVersion({ PolicyArn, VersionId });
  }
  await iam.DeletePolicy({ PolicyArn });
}
