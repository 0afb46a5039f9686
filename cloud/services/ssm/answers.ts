import type * as sdk from '@aws-sdk/client-ssm';
import type { Parameter, ParameterVersion } from './state.ts';

/** The key that AWS keeps for parameters; the only one that is known here. */
export const DEFAULT_KEY = 'alias/aws/ssm';

export function toParameter(parameter: Parameter, version: ParameterVersion, decrypt = false, selector?: string): sdk.Parameter {
  return {
    Name: parameter.name,
    Type: parameter.type,
    Value: textOf(version, decrypt),
    Version: version.version,
    ...(selector !== undefined && { Selector: selector }),
    LastModifiedDate: new Date(version.modifiedAt),
    ARN: parameter.arn,
    DataType: 'text',
  };
}

export function toMetadata(parameter: Parameter): sdk.ParameterMetadata {
  return { ARN: parameter.arn, ...factsOf(parameter, parameter.versions.at(-1)!) };
}

export function toHistory(parameter: Parameter, version: ParameterVersion, decrypt = false): sdk.ParameterHistory {
  return { ...factsOf(parameter, version), Value: textOf(version, decrypt), Labels: [...version.labels] };
}

function factsOf(parameter: Parameter, version: ParameterVersion) {
  return {
    Name: parameter.name,
    Type: parameter.type,
    ...(parameter.type === 'SecureString' && { KeyId: DEFAULT_KEY }),
    LastModifiedDate: new Date(version.modifiedAt),
    LastModifiedUser: version.modifiedBy,
    ...(version.description !== undefined && { Description: version.description }),
    ...(version.allowedPattern !== undefined && { AllowedPattern: version.allowedPattern }),
    Version: version.version,
    Tier: version.tier,
    Policies: [],
    DataType: 'text',
  };
}

function textOf(version: ParameterVersion, decrypt: boolean): string {
  return decrypt ? version.value : (version.sealed ?? version.value);
}
