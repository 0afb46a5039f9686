import type { ResourceContext, ResourceType } from '../../../resource-type.ts';

type Flag = boolean | string;

interface Generated {
  SecretStringTemplate?: string;
  GenerateStringKey?: string;
  PasswordLength?: number | string;
  ExcludeCharacters?: string;
  ExcludeNumbers?: Flag;
  ExcludePunctuation?: Flag;
  ExcludeUppercase?: Flag;
  ExcludeLowercase?: Flag;
  IncludeSpace?: Flag;
  RequireEachIncludedType?: Flag;
}

interface SecretProperties {
  Name?: string;
  Description?: string;
  SecretString?: string;
  GenerateSecretString?: Generated;
  Tags?: { Key: string; Value: string }[];
}

const FLAGS = [
  'ExcludeNumbers',
  'ExcludePunctuation',
  'ExcludeUppercase',
  'ExcludeLowercase',
  'IncludeSpace',
  'RequireEachIncludedType',
] as const;

/** CloudFormation Template Reference, AWS::SecretsManager::Secret. Ref is the secret's ARN; deletion waits for no recovery window. */
export const Secret: ResourceType<SecretProperties> = {
  type: 'AWS::SecretsManager::Secret',
  properties: {
    Name: 'replace',
    Description: 'update',
    SecretString: 'update',
    GenerateSecretString: {
      SecretStringTemplate: 'update',
      GenerateStringKey: 'update',
      PasswordLength: 'update',
      ExcludeCharacters: 'update',
      ExcludeNumbers: 'update',
      ExcludePunctuation: 'update',
      ExcludeUppercase: 'update',
      ExcludeLowercase: 'update',
      IncludeSpace: 'update',
      RequireEachIncludedType: 'update',
    },
    Tags: { Key: 'update', Value: 'update' },
  },
  async create(context, properties) {
    const SecretString = await secretValue(context, properties);
    const { ARN } = await context.aws.secretsmanager.CreateSecret({
      Name: properties.Name ?? context.physicalName(64),
      ...(properties.Description !== undefined && { Description: properties.Description }),
      ...(SecretString !== undefined && { SecretString }),
      Tags: tagsOf(context, properties),
    });
    return ARN!;
  },
  async update(context, SecretId, properties, previous) {
    const { secretsmanager } = context.aws;
    const isNew =
      properties.SecretString !== previous.SecretString ||
      JSON.stringify(properties.GenerateSecretString) !== JSON.stringify(previous.GenerateSecretString);
    const SecretString = isNew ? await secretValue(context, properties) : undefined;
    await secretsmanager.UpdateSecret({
      SecretId,
      Description: properties.Description ?? '',
      ...(SecretString !== undefined && { SecretString }),
    });
    const Tags = tagsOf(context, properties);
    const TagKeys = (previous.Tags ?? []).map(({ Key }) => Key).filter((key) => !Tags.some(({ Key }) => Key === key));
    if (TagKeys.length > 0) await secretsmanager.UntagResource({ SecretId, TagKeys });
    await secretsmanager.TagResource({ SecretId, Tags });
  },
  async delete({ aws }, SecretId) {
    await aws.secretsmanager.DeleteSecret({ SecretId, ForceDeleteWithoutRecovery: true });
  },
  attributes: async (_context, arn) => ({ Id: arn }),
};

/** The value that the template gives, or has made up. */
async function secretValue(
  { aws }: ResourceContext,
  { SecretString, GenerateSecretString: generated }: SecretProperties,
): Promise<string | undefined> {
  if (SecretString !== undefined && generated) throw new Error('SecretString and GenerateSecretString cannot both be specified.');
  if (!generated) return SecretString;
  const flags = Object.fromEntries(
    FLAGS.filter((name) => generated[name] !== undefined).map((name) => [name, String(generated[name]) === 'true']),
  );
  const { RandomPassword: password = '' } = await aws.secretsmanager.GetRandomPassword({
    ...flags,
    ...(generated.PasswordLength !== undefined && { PasswordLength: Number(generated.PasswordLength) }),
    ...(generated.ExcludeCharacters !== undefined && { ExcludeCharacters: generated.ExcludeCharacters }),
  });
  const { SecretStringTemplate: template, GenerateStringKey: key } = generated;
  if ((template === undefined) !== (key === undefined))
    throw new Error('SecretStringTemplate and GenerateStringKey must be specified together.');
  return template === undefined ? password : JSON.stringify({ ...(JSON.parse(template) as object), [key!]: password });
}

function tagsOf({ stackTags }: ResourceContext, { Tags = [] }: SecretProperties) {
  return [...new Map([...stackTags, ...Tags].map(({ Key, Value }) => [Key, { Key, Value }])).values()];
}
