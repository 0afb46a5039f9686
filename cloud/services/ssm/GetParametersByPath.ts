import type { GetParametersByPathRequest, GetParametersByPathResult } from '@aws-sdk/client-ssm';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { toParameter } from './answers.ts';
import { isUnder, passes } from './filters.ts';
import { nameOf, validation } from './names.ts';
import { pageOf } from './paging.ts';
import type { SsmState } from './state.ts';

const MOST_RESULTS = 10;
const KEYS = ['Type', 'KeyId', 'Label'];

/** Parameters under a path. Throws InvalidFilterKey, ValidationException. Systems Manager API Reference, GetParametersByPath. */
export const GetParametersByPath: Operation<SsmState, GetParametersByPathRequest, GetParametersByPathResult> = (input, { state }) => {
  const path = input.Path ?? '';
  if (!path.startsWith('/')) {
    throw validation(
      'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.',
    );
  }
  nameOf(path);
  const filters = input.ParameterFilters ?? [];
  for (const { Key: key } of filters) {
    if (!KEYS.includes(key ?? '')) {
      throw new AwsError(
        'InvalidFilterKey',
        `The following filter key is not valid: ${key}. Valid filter keys include: [${KEYS.join(', ')}].`,
      );
    }
  }
  const label = filters.find(({ Key: key }) => key === 'Label')?.Values ?? [];
  const found = [...state.parameters.values()].filter(
    (parameter) => isUnder(parameter.name, path, input.Recursive ?? false) && filters.every((filter) => passes(parameter, filter)),
  );
  const { items, next } = pageOf(found, ({ name }) => name, input, MOST_RESULTS);
  return {
    Parameters: items.map((parameter) => {
      const labelled = label.length > 0 ? parameter.versions.find(({ labels }) => labels.some((one) => label.includes(one))) : undefined;
      return toParameter(parameter, labelled ?? parameter.versions.at(-1)!, input.WithDecryption);
    }),
    ...next,
  };
};
