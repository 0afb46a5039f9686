import type {
  GetTemplateInput,
  GetTemplateOutput,
  GetTemplateSummaryInput,
  GetTemplateSummaryOutput,
  ValidateTemplateInput,
  ValidateTemplateOutput,
} from '@aws-sdk/client-cloudformation';
import { requiredCapability } from '../../formation/capabilities.ts';
import { checkNames } from '../../formation/loaded-template.ts';
import type { Value } from '../../formation/model.ts';
import { type ParameterDeclaration, parseTemplate, type Template } from '../../formation/template.ts';
import { validationError } from '../../formation/template-error.ts';
import type { Operation } from '../../operation.ts';
import { changeSetAt, stackAt } from './stacks.ts';
import type { CloudFormationState, Local } from './state.ts';
import { templateBody } from './template-source.ts';

/** The template as it was submitted. Throws ValidationError, ChangeSetNotFound. */
export const GetTemplate: Operation<CloudFormationState, GetTemplateInput, GetTemplateOutput, Local> = (input, call) => {
  const body =
    input.ChangeSetName === undefined
      ? stackAt(call, input.StackName).deployed?.body
      : changeSetAt(call, input.ChangeSetName, input.StackName).changeSet.blueprint.body;
  // Reason: a stack in review has no template yet; AWS answers with an empty one.
  return { TemplateBody: body ?? '', StagesAvailable: ['Original', 'Processed'] };
};

/** Checks a template's form. Throws ValidationError. */
export const ValidateTemplate: Operation<CloudFormationState, ValidateTemplateInput, ValidateTemplateOutput, Local> = async (
  input,
  call,
) => {
  const template = parseTemplate(await templateBody(call, input));
  checkNames(template);
  return {
    Parameters: Object.entries(template.parameters).map(([ParameterKey, declaration]) => ({
      ParameterKey,
      DefaultValue: text(declaration.Default),
      NoEcho: isHidden(declaration),
      Description: declaration.Description,
    })),
    Description: template.description,
    ...capabilitiesOf(template),
  };
};

/** What a template asks for. Throws ValidationError. */
export const GetTemplateSummary: Operation<CloudFormationState, GetTemplateSummaryInput, GetTemplateSummaryOutput, Local> = async (
  input,
  call,
) => {
  if (input.StackSetName !== undefined) throw validationError('The embedded cloud does not implement stack sets.');
  const body = input.StackName === undefined ? await templateBody(call, input) : (stackAt(call, input.StackName).deployed?.body ?? '');
  const template = parseTemplate(body);
  return {
    Parameters: Object.entries(template.parameters).map(([ParameterKey, declaration]) => ({
      ParameterKey,
      DefaultValue: text(declaration.Default),
      ParameterType: declaration.Type,
      NoEcho: isHidden(declaration),
      Description: declaration.Description,
      ParameterConstraints: declaration.AllowedValues ? { AllowedValues: declaration.AllowedValues.map(String) } : {},
    })),
    Description: template.description,
    ...capabilitiesOf(template),
    ResourceTypes: [...new Set(Object.values(template.resources).map((resource) => resource.Type))],
    Version: '2010-09-09',
    Metadata: template.metadata === undefined ? undefined : JSON.stringify(template.metadata),
  };
};

function capabilitiesOf(template: Template) {
  const required = requiredCapability(template.resources);
  if (!required) return {};
  return {
    Capabilities: [required.capability],
    CapabilitiesReason: `The following resource(s) require capabilities: [${required.types.join(', ')}]`,
  };
}

function isHidden({ NoEcho }: ParameterDeclaration): boolean {
  return NoEcho === true || NoEcho === 'true';
}

function text(value: Value | undefined): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}
