import type * as sdk from '@aws-sdk/client-ssm';
import type { Operation } from '../../operation.ts';
import { findParameter, parameterNamed } from './names.ts';
import type { SsmState } from './state.ts';

/** Removes a parameter with its history. Throws ParameterNotFound. Systems Manager API Reference, DeleteParameter. */
export const DeleteParameter: Operation<SsmState, sdk.DeleteParameterRequest, sdk.DeleteParameterResult> = (input, { state }) => {
  state.parameters.delete(parameterNamed(state, input.Name ?? '').name);
  return {};
};

export const DeleteParameters: Operation<SsmState, sdk.DeleteParametersRequest, sdk.DeleteParametersResult> = (input, { state }) => {
  const DeletedParameters: string[] = [];
  const InvalidParameters: string[] = [];
  for (const name of new Set(input.Names)) {
    const parameter = findParameter(state, name);
    if (parameter && state.parameters.delete(parameter.name)) DeletedParameters.push(name);
    else InvalidParameters.push(name);
  }
  return { DeletedParameters, InvalidParameters };
};
