import type { Stack } from '../../formation/model.ts';
import type { ResourceContext, ResourceType } from '../../resource-type.ts';
import { isSystemTag } from '../../tag-keys.ts';
import type { CloudFormationCall } from './stacks.ts';

interface NestedProperties {
  TemplateURL: string;
  Parameters?: Record<string, string>;
  Tags?: { Key: string; Value: string }[];
}

const CAPABILITIES = ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'] as const;

/** AWS::CloudFormation::Stack: a stack as a resource of another, created, updated and deleted with it. */
export function nestedStackType(call: CloudFormationCall, parent: Stack): ResourceType<NestedProperties> {
  const settled = async (stackId: string, wanted: readonly string[]) => {
    await call.local.running.get(stackId)?.done;
    const stack = call.state.stacks.get(stackId);
    if (stack && wanted.includes(stack.status)) return;
    throw new Error(
      `Embedded stack ${stackId} was not successfully ${wanted.includes('DELETE_COMPLETE') ? 'deleted' : 'created or updated'}: ${stack?.statusReason ?? stack?.status ?? 'it is gone'}`,
    );
  };
  return {
    type: 'AWS::CloudFormation::Stack',
    properties: { TemplateURL: 'update', Parameters: { '*': 'update' }, Tags: 'update' },
    async create(context, properties) {
      const { StackId = '' } = await context.aws.cloudformation.CreateStack({
        StackName: context.physicalName(128),
        ...inputOf(context, properties),
        OnFailure: 'ROLLBACK',
      });
      context.initiated?.(StackId);
      const stack = call.state.stacks.get(StackId);
      if (stack) Object.assign(stack, { parentId: parent.id, rootId: parent.rootId ?? parent.id });
      await settled(StackId, ['CREATE_COMPLETE']);
      return StackId;
    },
    async update(context, stackId, properties) {
      try {
        await context.aws.cloudformation.UpdateStack({ StackName: stackId, ...inputOf(context, properties) });
      } catch (error) {
        if (error instanceof Error && error.message === 'No updates are to be performed.') return;
        throw error;
      }
      await settled(stackId, ['UPDATE_COMPLETE']);
    },
    async delete(context, stackId) {
      await context.aws.cloudformation.DeleteStack({ StackName: stackId });
      await settled(stackId, ['DELETE_COMPLETE']);
    },
    attributes: async (_context, stackId) =>
      Object.fromEntries((call.state.stacks.get(stackId)?.outputs ?? []).map((output) => [`Outputs.${output.key}`, output.value])),
  };
}

function inputOf(context: ResourceContext, properties: NestedProperties) {
  const own = properties.Tags ?? [];
  const inherited = context.stackTags.filter((tag) => !isSystemTag(tag.Key) && !own.some((other) => other.Key === tag.Key));
  return {
    TemplateURL: properties.TemplateURL,
    Parameters: Object.entries(properties.Parameters ?? {}).map(([ParameterKey, value]) => ({
      ParameterKey,
      ParameterValue: [value].flat().join(','),
    })),
    Capabilities: [...CAPABILITIES],
    Tags: [...own, ...inherited],
  };
}
