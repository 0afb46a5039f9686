import type { ImageTagMutability } from '@aws-sdk/client-ecr';
import type { ResourceContext, ResourceType } from '../../../resource-type.ts';

interface RepositoryProperties {
  RepositoryName?: string;
  ImageTagMutability?: ImageTagMutability;
  ImageScanningConfiguration?: { ScanOnPush?: boolean | string };
  LifecyclePolicy?: { LifecyclePolicyText?: string; RegistryId?: string };
  RepositoryPolicyText?: object | string;
  EncryptionConfiguration?: { EncryptionType: 'AES256' | 'KMS' };
  /** Without meaning here, where repositories hold no images. */
  EmptyOnDelete?: boolean | string;
  Tags?: { Key: string; Value: string }[];
}

/** CloudFormation Template Reference, AWS::ECR::Repository. Ref is the repository's name. */
export const Repository: ResourceType<RepositoryProperties> = {
  type: 'AWS::ECR::Repository',
  properties: {
    RepositoryName: 'replace',
    ImageTagMutability: 'update',
    ImageScanningConfiguration: { ScanOnPush: 'update' },
    LifecyclePolicy: { LifecyclePolicyText: 'update', RegistryId: 'update' },
    RepositoryPolicyText: 'update',
    EncryptionConfiguration: { EncryptionType: 'replace' },
    EmptyOnDelete: 'update',
    Tags: { Key: 'update', Value: 'update' },
  },
  async create(context, properties) {
    // Reason: repository names are lower case.
    const repositoryName = properties.RepositoryName ?? context.physicalName(256).toLowerCase();
    await context.aws.ecr.CreateRepository({
      repositoryName,
      imageTagMutability: properties.ImageTagMutability ?? 'MUTABLE',
      imageScanningConfiguration: { scanOnPush: String(properties.ImageScanningConfiguration?.ScanOnPush) === 'true' },
      ...(properties.EncryptionConfiguration && {
        encryptionConfiguration: { encryptionType: properties.EncryptionConfiguration.EncryptionType },
      }),
      tags: tagsOf(context, properties),
    });
    context.initiated?.(repositoryName);
    await putPolicies(context, repositoryName, properties, {});
    return repositoryName;
  },
  async update(context, repositoryName, properties, previous) {
    const { ecr } = context.aws;
    await ecr.PutImageTagMutability({ repositoryName, imageTagMutability: properties.ImageTagMutability ?? 'MUTABLE' });
    const scanOnPush = String(properties.ImageScanningConfiguration?.ScanOnPush) === 'true';
    await ecr.PutImageScanningConfiguration({ repositoryName, imageScanningConfiguration: { scanOnPush } });
    await putPolicies(context, repositoryName, properties, previous);
    const resourceArn = arnOf(context, repositoryName);
    const tags = tagsOf(context, properties);
    const tagKeys = (previous.Tags ?? []).map(({ Key }) => Key).filter((key) => !tags.some(({ Key }) => Key === key));
    if (tagKeys.length > 0) await ecr.UntagResource({ resourceArn, tagKeys });
    if (tags.length > 0) await ecr.TagResource({ resourceArn, tags });
  },
  async delete({ aws }, repositoryName, { EmptyOnDelete }) {
    await aws.ecr.DeleteRepository({ repositoryName, force: String(EmptyOnDelete) === 'true' });
  },
  attributes: async (context, repositoryName) => ({
    Arn: arnOf(context, repositoryName),
    RepositoryUri: `${context.account}.dkr.ecr.${context.region}.amazonaws.com/${repositoryName}`,
  }),
};

async function putPolicies(
  { aws }: ResourceContext,
  repositoryName: string,
  now: RepositoryProperties,
  before: RepositoryProperties,
): Promise<void> {
  const policy = now.RepositoryPolicyText;
  if (policy !== undefined) {
    await aws.ecr.SetRepositoryPolicy({ repositoryName, policyText: typeof policy === 'string' ? policy : JSON.stringify(policy) });
  } else if (before.RepositoryPolicyText !== undefined) await aws.ecr.DeleteRepositoryPolicy({ repositoryName });
  const lifecyclePolicyText = now.LifecyclePolicy?.LifecyclePolicyText;
  const registryId = now.LifecyclePolicy?.RegistryId;
  if (lifecyclePolicyText !== undefined) {
    await aws.ecr.PutLifecyclePolicy({ repositoryName, lifecyclePolicyText, ...(registryId !== undefined && { registryId }) });
  } else if (before.LifecyclePolicy?.LifecyclePolicyText !== undefined) await aws.ecr.DeleteLifecyclePolicy({ repositoryName });
}

function arnOf({ account, region }: ResourceContext, name: string): string {
  return `arn:aws:ecr:${region}:${account}:repository/${name}`;
}

function tagsOf({ stackTags }: ResourceContext, { Tags = [] }: RepositoryProperties): { Key: string; Value: string }[] {
  return [...new Map([...stackTags, ...Tags].map(({ Key, Value }) => [Key, { Key, Value }])).values()];
}
