import type { Stack } from '../../formation/model.ts';
import { physicalName } from '../../formation/physical-name.ts';
import { withSecrets } from '../../formation/secret-references.ts';
import type { ResourceDeclaration } from '../../formation/template.ts';
import type { ResourceContext, ResourceType } from '../../resource-type.ts';
import type { Aws } from '../aws.ts';
import { goneTags, withGoneTags } from './gone-tags.ts';
import { nestedStackType } from './nested-stack.ts';
import { secretLookup } from './role.ts';
import { type CloudFormationCall, livingStacks } from './stacks.ts';

/** The resource types that a stack may use. */
export function typesFor(call: CloudFormationCall, stack: Stack): (type: string) => ResourceType | undefined {
  const nested = nestedStackType(call, stack);
  return (name) => {
    const type = name === nested.type ? nested : call.local.types.get(name);
    return type && asStack(type, call, stack);
  };
}

/** A type as stacks use it: with secrets filled in, and with deletions that fail when the cloud was told so. */
function asStack(type: ResourceType, { faults, account }: CloudFormationCall, stack: Stack): ResourceType {
  return {
    ...type,
    create: async (context, properties) => type.create(context, await withSecrets(properties, secretLookup(context.aws))),
    ...(type.update && {
      async update(context, physicalId, properties, previous) {
        const before = withGoneTags(type, previous, goneTags(stack));
        await type.update!(context, physicalId, await withSecrets(properties, secretLookup(context.aws)), before);
      },
    }),
    async delete(context, physicalId, properties) {
      faults.beforeDelete(type.type, account);
      await type.delete(context, physicalId, properties);
    },
  };
}

/** What the functions of a stack's resource types work with; they call services as `aws`. */
export function contextsFor(
  call: CloudFormationCall,
  stack: Stack,
  aws: Aws,
): (logicalId: string, initiated: (physicalId: string) => void) => ResourceContext {
  return (logicalId, initiated) => ({
    aws,
    account: stack.account,
    region: stack.region,
    stackName: stack.name,
    stackId: stack.id,
    logicalId,
    stackTags: [...systemTags(stack, logicalId), ...(stack.deployed?.tags ?? [])],
    clock: call.clock,
    random: call.random,
    physicalName: (limit) => physicalName(stack.name, logicalId, limit, call.random),
    initiated,
  });
}

/** What CloudFormation says of itself on everything it makes. CloudFormation User Guide, "Resource tag". */
function systemTags(stack: Stack, logicalId: string) {
  return [
    { Key: 'aws:cloudformation:stack-name', Value: stack.name },
    { Key: 'aws:cloudformation:stack-id', Value: stack.id },
    { Key: 'aws:cloudformation:logical-id', Value: logicalId },
  ];
}

/** Finds the resource that a declaration names, when it may be imported: it is retained by policy and no stack has it. */
export function existingFor(call: CloudFormationCall, stack: Stack, aws: Aws) {
  const typeOf = typesFor(call, stack);
  const contextOf = contextsFor(call, stack, aws);
  return async (logicalId: string, declaration: ResourceDeclaration, properties: object): Promise<string | undefined> => {
    const type = typeOf(declaration.Type);
    if (!type?.find || !declaration.DeletionPolicy.startsWith('Retain')) return undefined;
    const physicalId = await type.find(
      contextOf(logicalId, () => {}),
      properties,
    );
    const isOwned = livingStacks(call).some((one) =>
      [...one.resources.values()].some((resource) => resource.physicalId === physicalId && resource.type === type.type),
    );
    return isOwned ? undefined : physicalId;
  };
}
