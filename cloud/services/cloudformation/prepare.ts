import type { Parameter, RollbackConfiguration, Tag } from '@aws-sdk/client-cloudformation';
import { notImplemented, refuseMembers } from '../../aws-error.ts';
import { checkCapabilities } from '../../formation/capabilities.ts';
import { evaluate } from '../../formation/evaluate.ts';
import { type LoadedTemplate, loadTemplate, scopeFor } from '../../formation/loaded-template.ts';
import type { Blueprint, Stack, Tag as StackTag } from '../../formation/model.ts';
import { resolveParameters } from '../../formation/parameters.ts';
import { checkTypes, makePlan, type Plan } from '../../formation/plan.ts';
import { equal } from '../../formation/property-table.ts';
import { checkRules } from '../../formation/rules.ts';
import { readStackOutputs } from '../../formation/stack-outputs.ts';
import { parseTemplate } from '../../formation/template.ts';
import { validationError } from '../../formation/template-error.ts';
import type { Principal } from '../../principal.ts';
import { existingFor, typesFor } from './resource-context.ts';
import { actorFor, checkPassRole, ssmLookup, stackOutputReader } from './role.ts';
import { type CloudFormationCall, exportsOf } from './stacks.ts';
import { type TemplateInput, templateBody } from './template-source.ts';

/** The members that CreateStack, UpdateStack and CreateChangeSet share. */
export interface ProposalInput extends TemplateInput {
  Parameters?: Parameter[] | undefined;
  Capabilities?: string[] | undefined;
  ResourceTypes?: string[] | undefined;
  RoleARN?: string | undefined;
  RollbackConfiguration?: RollbackConfiguration | undefined;
  NotificationARNs?: string[] | undefined;
  Tags?: Tag[] | undefined;
  DeploymentConfig?: { Mode?: string | undefined; DisableRollback?: boolean | undefined } | undefined;
  DisableValidation?: boolean | undefined;
  ImportExistingResources?: boolean | undefined;
}

/** A proposal that could be carried out. */
export interface Prepared {
  blueprint: Blueprint;
  loaded: LoadedTemplate;
  plan: Plan;
  roleArn: string | undefined;
  /** Who would make the resources. */
  actor: Principal;
}

/** Reads and checks everything an operation would need, before anything is done. Throws ValidationError and others. */
export async function prepare(operation: string, call: CloudFormationCall, input: ProposalInput, stack: Stack): Promise<Prepared> {
  refuse(operation, input);
  checkPassRole(call, input.RoleARN);
  const roleArn = input.RoleARN ?? stack.roleArn;
  const body = await templateBody(call, input, stack);
  const template = parseTemplate(body);
  const actor = await actorFor(call, roleArn);
  const aws = call.as(actor);
  const parameters = await resolveParameters(template, input.Parameters ?? [], stack.deployed?.parameters ?? [], ssmLookup(aws));
  const { account, region, name, id } = stack;
  const loaded = loadTemplate(template, parameters, { account, region, stackName: name, stackId: id });
  const refuseResources = () => {
    throw validationError('Template error: Rules and Fn::GetStackOutput cannot refer to resources');
  };
  const parametersOnly = {
    reference: refuseResources,
    attribute: refuseResources,
    imported: refuseResources,
    stackOutput: refuseResources,
  };
  const parameterScope = scopeFor(loaded, parametersOnly);
  checkRules(template, parameterScope);
  const typeOf = typesFor(call, stack);
  checkTypes(loaded, typeOf);
  const capabilities = input.Capabilities ?? [];
  checkCapabilities(loaded, capabilities);
  const tags = tagsOf(input.Tags, stack);
  const exports = exportsOf(call);
  const used = [...loaded.resources.values()].map((resource) => resource.Properties);
  const stackOutput = await readStackOutputs(
    used,
    (argument) => evaluate(argument, parameterScope),
    loaded.conditionHolds,
    stackOutputReader(call, actor),
  );
  const plan = makePlan({
    loaded,
    ...(stack.deployed && { current: { stack, template: parseTemplate(stack.deployed.body) } }),
    tagsChanged: stack.deployed !== undefined && !equal(tags as never, stack.deployed.tags as never),
    typeOf,
    stackOutput,
    imported: (exportName) => {
      const found = exports.find(exportName);
      if (!found) throw validationError(`No export named ${exportName} found`);
      return found.value;
    },
  });
  if (input.ImportExistingResources) await markImports(plan, loaded, existingFor(call, stack, aws));
  const { description } = template;
  return {
    blueprint: { body, ...(description !== undefined && { description }), parameters, tags, capabilities },
    loaded,
    plan,
    roleArn,
    actor,
  };
}

/** Tells resources that would be imported from those that would be made. */
async function markImports(plan: Plan, loaded: LoadedTemplate, find: ReturnType<typeof existingFor>): Promise<void> {
  for (const change of plan.changes) {
    if (change.action !== 'Add') continue;
    const { Properties } = JSON.parse(change.after ?? '{}') as { Properties: object };
    const physicalId = await find(change.logicalId, loaded.resources.get(change.logicalId)!, Properties);
    if (physicalId !== undefined) Object.assign(change, { action: 'Import', physicalId });
  }
}

/** Whether carrying the proposal out would change nothing. */
export function isEmpty(prepared: Prepared, stack: Stack): boolean {
  const tagsChanged = !equal(prepared.blueprint.tags as never, (stack.deployed?.tags ?? []) as never);
  return prepared.plan.changes.length === 0 && !prepared.plan.outputsChanged && !tagsChanged;
}

function refuse(operation: string, input: ProposalInput): void {
  if (input.NotificationARNs?.length) throw notImplemented(`cloudformation ${operation} with NotificationARNs`);
  if (input.ResourceTypes?.length) throw notImplemented(`cloudformation ${operation} with ResourceTypes`);
  if (input.RollbackConfiguration?.RollbackTriggers?.length) throw notImplemented(`cloudformation ${operation} with RollbackTriggers`);
  if (input.DeploymentConfig?.Mode === 'EXPRESS') throw notImplemented(`cloudformation ${operation} with DeploymentConfig.Mode EXPRESS`);
  refuseMembers(`cloudformation ${operation}`, { DisableValidation: input.DisableValidation || undefined }, ['DisableValidation']);
}

function tagsOf(tags: Tag[] | undefined, stack: Stack): StackTag[] {
  if (tags === undefined) return stack.deployed?.tags ?? [];
  for (const { Key } of tags) {
    if (/^aws:/i.test(Key ?? '')) throw validationError('aws: prefixed tag key names are not allowed for external use.');
  }
  const keys = new Set(tags.map((tag) => tag.Key));
  if (keys.size !== tags.length) throw validationError('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  return tags.map(({ Key = '', Value = '' }) => ({ Key, Value }));
}
