import type { ParameterTier, PutParameterRequest, PutParameterResult } from '@aws-sdk/client-ssm';
import { AwsError, notImplemented, refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { principalArn } from '../../principal.ts';
import { DEFAULT_KEY } from './answers.ts';
import { checkNewName, nameOf, parameterArn, validation } from './names.ts';
import type { Parameter, ParameterVersion, SsmState } from './state.ts';
import { toTags } from './tags.ts';

/** Bytes of a value. */
const sizeLimits = { Standard: 4_096, Advanced: 8_192 } as const;
const MOST_VERSIONS = 100;
const SEALED = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * Stores a parameter or a new version of it. A SecureString is kept by the cloud itself, under no key of KMS. Throws
 * ParameterAlreadyExists, HierarchyTypeMismatchException, ParameterPatternMismatchException, ValidationException.
 * Systems Manager API Reference, PutParameter.
 */
export const PutParameter: Operation<SsmState, PutParameterRequest, PutParameterResult> = (input, call) => {
  refuse(input);
  const name = nameOf(input.Name ?? '');
  checkNewName(name);
  const existing = call.state.parameters.get(name);
  checkAgainst(existing, input);
  const value = input.Value ?? '';
  const last = existing?.versions.at(-1);
  const tier = tierOf(input.Tier ?? last?.tier ?? 'Standard', value);
  checkPattern(input.AllowedPattern, value);
  const type = input.Type ?? existing!.type;
  const description = input.Description ?? last?.description;
  const version: ParameterVersion = {
    version: (last?.version ?? 0) + 1,
    value,
    ...(type === 'SecureString' && { sealed: `AQICAH${call.random.text(170, SEALED)}==` }),
    ...(description !== undefined && { description }),
    ...(input.AllowedPattern !== undefined && { allowedPattern: input.AllowedPattern }),
    tier,
    modifiedAt: call.clock.now(),
    modifiedBy: principalArn(call.principal),
    labels: [],
  };
  if (existing) addVersion(existing, version);
  else
    call.state.parameters.set(name, {
      name,
      arn: parameterArn(call, name),
      type,
      tags: toTags(input.Tags, call.principal),
      versions: [version],
    });
  return { Version: version.version, Tier: tier };
};

function refuse(input: PutParameterRequest): void {
  refuseMembers('ssm PutParameter', input, ['Policies']);
  if (input.KeyId !== undefined && input.KeyId !== DEFAULT_KEY) throw notImplemented(`ssm PutParameter with KeyId ${input.KeyId}`);
  if (input.DataType !== undefined && input.DataType !== 'text') throw notImplemented(`ssm PutParameter with DataType ${input.DataType}`);
}

function checkAgainst(existing: Parameter | undefined, input: PutParameterRequest): void {
  if (input.Overwrite && input.Tags?.length) {
    throw validation(
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
    );
  }
  if (!existing) {
    if (input.Type === undefined) throw validation('A parameter type is required when you create a parameter.');
    return;
  }
  if (!input.Overwrite) {
    throw new AwsError(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    );
  }
  if (input.Type !== undefined && input.Type !== existing.type) {
    throw new AwsError(
      'HierarchyTypeMismatchException',
      "Parameter Store does not support changing a parameter type in a hierarchy. For example, you can't change a parameter from a String type to a SecureString type. You must create a new, unique parameter.",
    );
  }
}

function tierOf(asked: ParameterTier, value: string): 'Standard' | 'Advanced' {
  const size = new TextEncoder().encode(value).length;
  if (size === 0)
    throw validation(
      "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  const tier = asked === 'Intelligent-Tiering' ? (size > sizeLimits.Standard ? 'Advanced' : 'Standard') : asked;
  if (size <= sizeLimits[tier]) return tier;
  const advice =
    tier === 'Standard'
      ? ' To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html'
      : '';
  throw validation(`${tier} tier parameters support a maximum parameter value of ${sizeLimits[tier]} characters.${advice}`);
}

function checkPattern(pattern: string | undefined, value: string): void {
  if (pattern === undefined) return;
  let compiled: RegExp;
  try {
    compiled = new RegExp(pattern);
  } catch (cause) {
    throw new AwsError('InvalidAllowedPatternException', 'The request does not meet the regular expression requirement.', { cause });
  }
  if (!compiled.test(value)) {
    throw new AwsError('ParameterPatternMismatchException', `Parameter value, cannot be validated against allowedPattern: ${pattern}`);
  }
}

/** A full history loses its oldest version, unless a label holds it. */
function addVersion(parameter: Parameter, version: ParameterVersion): void {
  const oldest = parameter.versions[0];
  if (parameter.versions.length >= MOST_VERSIONS && oldest) {
    if (oldest.labels.length > 0) {
      throw new AwsError(
        'ParameterMaxVersionLimitExceeded',
        `You attempted to create a new version of ${parameter.name} by calling the PutParameter API with the overwrite flag. Version ${oldest.version}, the oldest version, can't be deleted because it has a label associated with it. Move the label to another version of the parameter, and try again.`,
      );
    }
    parameter.versions.shift();
  }
  parameter.versions.push(version);
}
