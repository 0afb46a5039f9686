import type { ParameterTier, ParameterType } from '@aws-sdk/client-ssm';
import type { ResourceContext, ResourceType } from '../../../resource-type.ts';

interface ParameterProperties {
  Name?: string;
  Type: ParameterType;
  Value: string | number;
  Description?: string;
  AllowedPattern?: string;
  DataType?: string;
  Tier?: ParameterTier;
  /** A map here, unlike in other types. */
  Tags?: Record<string, string>;
}

/** CloudFormation Template Reference, AWS::SSM::Parameter. Ref is the parameter's name. It makes no SecureString. */
export const Parameter: ResourceType<ParameterProperties> = {
  type: 'AWS::SSM::Parameter',
  properties: {
    Name: 'replace',
    Type: 'update',
    Value: 'update',
    Description: 'update',
    AllowedPattern: 'update',
    DataType: 'update',
    Tier: 'update',
    Tags: { '*': 'update' },
  },
  async create(context, properties) {
    const Name = properties.Name ?? context.physicalName(128);
    const Tags = Object.entries(tagsOf(context, properties)).map(([Key, Value]) => ({ Key, Value }));
    await context.aws.ssm.PutParameter({ Name, ...settings(properties), ...(Tags.length > 0 && { Tags }) });
    return Name;
  },
  async update(context, Name, properties, previous) {
    const { ssm } = context.aws;
    await ssm.PutParameter({ Name, ...settings(properties), Overwrite: true });
    const tags = tagsOf(context, properties);
    const TagKeys = Object.keys(previous.Tags ?? {}).filter((key) => !(key in tags));
    const target = { ResourceType: 'Parameter', ResourceId: Name } as const;
    if (TagKeys.length > 0) await ssm.RemoveTagsFromResource({ ...target, TagKeys });
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    if (Tags.length > 0) await ssm.AddTagsToResource({ ...target, Tags });
  },
  async delete({ aws }, Name) {
    await aws.ssm.DeleteParameter({ Name });
  },
  attributes: async (_context, _name, { Type, Value }) => ({ Type, Value: String(Value) }),
};

function settings({ Type, Value, Description, AllowedPattern, DataType, Tier }: ParameterProperties) {
  if (Type === 'SecureString') throw new Error('CloudFormation makes parameters of Type String and StringList only.');
  return {
    Type,
    Value: String(Value),
    ...(Description !== undefined && { Description }),
    ...(AllowedPattern !== undefined && { AllowedPattern }),
    ...(DataType !== undefined && { DataType }),
    ...(Tier !== undefined && { Tier }),
  };
}

function tagsOf({ stackTags }: ResourceContext, { Tags }: ParameterProperties): Record<string, string> {
  return { ...Object.fromEntries(stackTags.map(({ Key, Value }) => [Key, Value])), ...Tags };
}
