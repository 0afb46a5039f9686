import type {
  DeleteSubscriptionFilterRequest,
  DescribeSubscriptionFiltersRequest,
  DescribeSubscriptionFiltersResponse,
  PutSubscriptionFilterRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import { tryParseArn } from '../../arn.ts';
import { AwsError, notImplemented, refuseMembers } from '../../aws-error.ts';
import { lengthWithin, matching, refuseViolations, valueWithin } from '../../constraints.ts';
import type { Call, Operation } from '../../operation.ts';
import type { ServicePrincipal } from '../../principal.ts';
import { compileFilter } from './filter-pattern.ts';
import { groupArn, groupOf } from './groups.ts';
import { pageByName } from './pages.ts';
import type { LogsState } from './state.ts';

const MAX_FILTERS = 2;

/** Hands matching events on to a function. Other destinations are refused. Throws InvalidParameterException, LimitExceededException. CloudWatch Logs API Reference, PutSubscriptionFilter. */
export const PutSubscriptionFilter: Operation<LogsState, PutSubscriptionFilterRequest, void> = async (input, call) => {
  refuseMembers('logs PutSubscriptionFilter', input, ['roleArn', 'applyOnTransformedLogs', 'fieldSelectionCriteria', 'emitSystemFields']);
  if ((input.distribution ?? 'ByLogStream') !== 'ByLogStream')
    throw notImplemented(`logs PutSubscriptionFilter with distribution ${input.distribution}`);
  const name = input.filterName!;
  refuseViolations('InvalidParameterException', [matching('filterName', name, '[^:*]*'), lengthWithin('filterName', name, 1, 512)]);
  compileFilter(input.filterPattern!);
  const { service } = tryParseArn(input.destinationArn!) ?? {};
  if (service !== 'lambda') throw notImplemented(`logs PutSubscriptionFilter with a destination in ${service ?? input.destinationArn}`);
  const before = groupOf(call, input);
  if (!before.subscriptionFilters.has(name) && before.subscriptionFilters.size >= MAX_FILTERS) {
    throw new AwsError('LimitExceededException', 'Resource limit exceeded.');
  }
  await checkDestination(call, before.name, input.destinationArn!);
  const { subscriptionFilters } = groupOf(call, input);
  const createdAt = subscriptionFilters.get(name)?.createdAt ?? call.clock.now();
  subscriptionFilters.set(name, { name, pattern: input.filterPattern!, destinationArn: input.destinationArn!, createdAt });
};

/** A page of a group's subscription filters, by name. CloudWatch Logs API Reference, DescribeSubscriptionFilters. */
export const DescribeSubscriptionFilters: Operation<LogsState, DescribeSubscriptionFiltersRequest, DescribeSubscriptionFiltersResponse> = (
  input,
  call,
) => {
  refuseViolations('InvalidParameterException', [valueWithin('limit', input.limit, 1, 50)]);
  const group = groupOf(call, input);
  const filters = [...group.subscriptionFilters.values()].filter(({ name }) => name.startsWith(input.filterNamePrefix ?? ''));
  const { page, nextToken } = pageByName(filters, input.nextToken, input.limit ?? 50);
  return {
    subscriptionFilters: page.map(({ name, pattern, destinationArn, createdAt }) => ({
      filterName: name,
      logGroupName: group.name,
      filterPattern: pattern,
      destinationArn,
      distribution: 'ByLogStream',
      creationTime: createdAt,
    })),
    ...(nextToken && { nextToken }),
  };
};

/** Throws ResourceNotFoundException. CloudWatch Logs API Reference, DeleteSubscriptionFilter. */
export const DeleteSubscriptionFilter: Operation<LogsState, DeleteSubscriptionFilterRequest, void> = (input, call) => {
  if (!groupOf(call, input).subscriptionFilters.delete(input.filterName!)) {
    throw new AwsError('ResourceNotFoundException', 'The specified subscription filter does not exist.');
  }
};

/** CloudWatch Logs as it acts for a log group. */
export function groupPrincipal(place: { account: string; region: string }, name: string): ServicePrincipal {
  return { type: 'service', service: 'logs.amazonaws.com', sourceArn: `${groupArn(place, name)}:*`, sourceAccount: place.account };
}

async function checkDestination(call: Call<LogsState>, name: string, FunctionName: string): Promise<void> {
  try {
    await call.as(groupPrincipal(call, name)).lambda.Invoke({ FunctionName, InvocationType: 'DryRun' });
  } catch (cause) {
    if (!(cause instanceof AwsError)) throw cause;
    throw new AwsError(
      'InvalidParameterException',
      'Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.',
      { cause },
    );
  }
}
