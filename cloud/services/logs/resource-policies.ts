import type {
  DeleteResourcePolicyRequest,
  DescribeResourcePoliciesRequest,
  DescribeResourcePoliciesResponse,
  PutResourcePolicyRequest,
  PutResourcePolicyResponse,
  ResourcePolicy,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError, notImplemented, refuseMembers } from '../../aws-error.ts';
import { lengthWithin, refuseViolations } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { pageByName } from './pages.ts';
import type { LogsState, NamedPolicy } from './state.ts';

/** Of an account and region. */
const MOST_POLICIES = 10;
const LONGEST_POLICY = 5120;

/** Lets services write to log groups of this account and region. Throws InvalidParameterException, LimitExceededException. CloudWatch Logs API Reference, PutResourcePolicy. */
export const PutResourcePolicy: Operation<LogsState, PutResourcePolicyRequest, PutResourcePolicyResponse> = (input, call) => {
  refuseMembers('logs PutResourcePolicy', input, ['resourceArn', 'expectedRevisionId']);
  const { policyName: name, policyDocument: document } = input;
  if (name === undefined || document === undefined) {
    throw new AwsError('InvalidParameterException', `${name === undefined ? 'policyName' : 'policyDocument'} must not be null.`);
  }
  refuseViolations('InvalidParameterException', [lengthWithin('policyDocument', document, 1, LONGEST_POLICY)]);
  if (!isPolicy(document)) throw new AwsError('InvalidParameterException', 'Resource policy is not valid JSON.');
  call.state.resourcePolicies ??= new Map();
  const policies = call.state.resourcePolicies;
  if (!policies.has(name) && policies.size >= MOST_POLICIES) throw new AwsError('LimitExceededException', 'Resource limit exceeded.');
  const policy = { name, document, updatedAt: call.clock.now() };
  policies.set(name, policy);
  return { resourcePolicy: answer(policy) };
};

function isPolicy(document: string): boolean {
  try {
    const parsed: unknown = JSON.parse(document);
    return typeof parsed === 'object' && parsed !== null && 'Statement' in parsed;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

export const DescribeResourcePolicies: Operation<LogsState, DescribeResourcePoliciesRequest, DescribeResourcePoliciesResponse> = (
  input,
  call,
) => {
  refuseMembers('logs DescribeResourcePolicies', input, ['resourceArn']);
  if ((input.policyScope ?? 'ACCOUNT') !== 'ACCOUNT')
    throw notImplemented(`logs DescribeResourcePolicies with policyScope ${input.policyScope}`);
  const all = [...(call.state.resourcePolicies?.values() ?? [])];
  const { page, nextToken } = pageByName(all, input.nextToken, input.limit ?? MOST_POLICIES);
  return { resourcePolicies: page.map(answer), ...(nextToken !== undefined && { nextToken }) };
};

/** Throws ResourceNotFoundException. */
export const DeleteResourcePolicy: Operation<LogsState, DeleteResourcePolicyRequest, void> = (input, call) => {
  refuseMembers('logs DeleteResourcePolicy', input, ['resourceArn', 'expectedRevisionId']);
  if (call.state.resourcePolicies?.delete(input.policyName ?? '')) return;
  throw new AwsError('ResourceNotFoundException', `Policy with name [${input.policyName}] does not exist.`);
};

/** All of them as one, for `iam`: each names the groups it is about. */
export function resourcePolicy({ resourcePolicies }: LogsState): string | undefined {
  if (!resourcePolicies || resourcePolicies.size === 0) return undefined;
  const Statement = [...resourcePolicies.values()].flatMap(({ document }) => JSON.parse(document).Statement);
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

function answer({ name, document, updatedAt }: NamedPolicy): ResourcePolicy {
  return { policyName: name, policyDocument: document, lastUpdatedTime: updatedAt, policyScope: 'ACCOUNT' };
}
