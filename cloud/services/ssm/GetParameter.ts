import type * as sdk from '@aws-sdk/client-ssm';
import type { Operation } from '../../operation.ts';
import { toHistory, toParameter } from './answers.ts';
import { findParameter, parameterNamed, selectorOf, validation, versionOf } from './names.ts';
import { pageOf } from './paging.ts';
import type { SsmState } from './state.ts';

/** One parameter, by name, `name:version`, `name:label` or ARN. Throws ParameterNotFound, ParameterVersionNotFound. */
export const GetParameter: Operation<SsmState, sdk.GetParameterRequest, sdk.GetParameterResult> = (input, { state }) => {
  const given = input.Name ?? '';
  const parameter = parameterNamed(state, given);
  const selector = selectorOf(given);
  return { Parameter: toParameter(parameter, versionOf(parameter, selector), input.WithDecryption, selector) };
};

const MOST_NAMES = 10;

/** Several parameters; those that are not there are named as invalid. Systems Manager API Reference, GetParameters. */
export const GetParameters: Operation<SsmState, sdk.GetParametersRequest, sdk.GetParametersResult> = (input, { state }) => {
  const names = [...new Set(input.Names)];
  if (names.length > MOST_NAMES) {
    throw validation(
      `1 validation error detected: Value '[${names.join(', ')}]' at 'names' failed to satisfy constraint: Member must have length less than or equal to ${MOST_NAMES}`,
    );
  }
  const Parameters: sdk.Parameter[] = [];
  const InvalidParameters: string[] = [];
  for (const given of names) {
    const parameter = findParameter(state, given);
    const selector = selectorOf(given);
    const isThere = parameter?.versions.some(
      ({ version, labels }) => selector === undefined || `:${version}` === selector || labels.includes(selector.slice(1)),
    );
    if (parameter && isThere) Parameters.push(toParameter(parameter, versionOf(parameter, selector), input.WithDecryption, selector));
    else InvalidParameters.push(given);
  }
  return { Parameters, InvalidParameters };
};

/** Every version that is kept, oldest first. Systems Manager API Reference, GetParameterHistory. */
export const GetParameterHistory: Operation<SsmState, sdk.GetParameterHistoryRequest, sdk.GetParameterHistoryResult> = (
  input,
  { state },
) => {
  const parameter = parameterNamed(state, input.Name ?? '');
  const { items, next } = pageOf(parameter.versions, ({ version }) => String(version).padStart(8, '0'), input, 50);
  return { Parameters: items.map((version) => toHistory(parameter, version, input.WithDecryption)), ...next };
};
