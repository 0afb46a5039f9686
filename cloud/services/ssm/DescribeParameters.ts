import type { DescribeParametersRequest, DescribeParametersResult, ParameterStringFilter } from '@aws-sdk/client-ssm';
import { refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { toMetadata } from './answers.ts';
import { passes } from './filters.ts';
import { validation } from './names.ts';
import { pageOf } from './paging.ts';
import type { SsmState } from './state.ts';

const MOST_RESULTS = 50;

/** What there is, without the values. Systems Manager API Reference, DescribeParameters. */
export const DescribeParameters: Operation<SsmState, DescribeParametersRequest, DescribeParametersResult> = (input, { state }) => {
  refuseMembers('ssm DescribeParameters', { Shared: input.Shared || undefined }, ['Shared']);
  if (input.Filters?.length && input.ParameterFilters?.length)
    throw validation('You can use either Filters or ParameterFilters in a single request.');
  const older = (input.Filters ?? []).map(
    ({ Key, Values }): ParameterStringFilter => ({ Key, Values, ...(Key === 'Name' && { Option: 'BeginsWith' }) }),
  );
  const filters = [...older, ...(input.ParameterFilters ?? [])];
  const found = [...state.parameters.values()].filter((parameter) => filters.every((filter) => passes(parameter, filter)));
  const { items, next } = pageOf(found, ({ name }) => name, input, MOST_RESULTS);
  return { Parameters: items.map(toMetadata), ...next };
};
