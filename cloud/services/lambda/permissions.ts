import type {
  AddPermissionRequest,
  AddPermissionResponse,
  GetPolicyRequest,
  GetPolicyResponse,
  RemovePermissionRequest,
} from '@aws-sdk/client-lambda';
import { tryParseArn } from '../../arn.ts';
import { AwsError, refuseMembers } from '../../aws-error.ts';
import { lengthWithin, matching, oneOf, refuseViolations } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { functionArn, versionAt } from './function-name.ts';
import type { Local } from './local.ts';
import type { LambdaState, PolicyStatement, ResourcePolicy } from './state.ts';
import { checkRevision } from './UpdateFunctionCode.ts';

const MAX_POLICY = 20_480; // bytes

/** Lets a service, account or everybody use a function. Throws ResourceConflictException. Lambda API Reference, AddPermission. */
export const AddPermission: Operation<LambdaState, AddPermissionRequest, AddPermissionResponse, Local> = (input, call) => {
  refuseMembers('lambda AddPermission', input, ['EventSourceToken', 'PrincipalOrgID']);
  refuseViolations('ValidationException', [
    lengthWithin('statementId', input.StatementId, 1, 100),
    matching('statementId', input.StatementId, '([a-zA-Z0-9-_]+)'),
    matching('action', input.Action, '(lambda:[*]|lambda:[a-zA-Z]+|[*])'),
    matching('principal', input.Principal, '[^\\s]+'),
    matching(
      'sourceArn',
      input.SourceArn,
      'arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)',
    ),
    matching('sourceAccount', input.SourceAccount, '\\d{12}'),
    oneOf('functionUrlAuthType', input.FunctionUrlAuthType, ['NONE', 'AWS_IAM']),
  ]);
  if (input.FunctionUrlAuthType !== undefined && input.Action !== 'lambda:InvokeFunctionUrl') {
    throw new AwsError('InvalidParameterValueException', 'FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action');
  }
  const { fn, qualifier } = versionAt(call, input.FunctionName!, input.Qualifier);
  if (qualifier === '$LATEST') {
    throw new AwsError('InvalidParameterValueException', 'We currently do not support adding policies for $LATEST.');
  }
  const policy = fn.policies.get(qualifier ?? '');
  checkRevision(policy?.revisionId ?? fn.latest.revisionId, input.RevisionId);
  if (policy?.statements.some(({ Sid }) => Sid === input.StatementId)) {
    throw new AwsError(
      'ResourceConflictException',
      `The statement id (${input.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
    );
  }
  const statement: PolicyStatement = {
    Sid: input.StatementId!,
    Effect: 'Allow',
    Principal: principalOf(input.Principal!),
    Action: input.Action!,
    Resource: functionArn(call, fn.name, qualifier),
    ...conditionOf(input),
  };
  const statements = [...(policy?.statements ?? []), statement];
  if (policyDocument(statements).length > MAX_POLICY) {
    throw new AwsError(
      'PolicyLengthExceededException',
      `The final policy size (${policyDocument(statements).length}) is bigger than the limit (${MAX_POLICY}).`,
    );
  }
  fn.policies.set(qualifier ?? '', { statements, revisionId: call.random.uuid() });
  return { Statement: JSON.stringify(statement) };
};

/** Takes a permission back. Throws ResourceNotFoundException. Lambda API Reference, RemovePermission. */
export const RemovePermission: Operation<LambdaState, RemovePermissionRequest, void, Local> = (input, call) => {
  const { fn, qualifier } = versionAt(call, input.FunctionName!, input.Qualifier);
  const policy = fn.policies.get(qualifier ?? '');
  if (!policy) throw new AwsError('ResourceNotFoundException', 'No policy is associated with the given resource.');
  checkRevision(policy.revisionId, input.RevisionId);
  const statements = policy.statements.filter(({ Sid }) => Sid !== input.StatementId);
  if (statements.length === policy.statements.length) {
    throw new AwsError('ResourceNotFoundException', `Statement ${input.StatementId} is not found in resource policy.`);
  }
  if (statements.length === 0) fn.policies.delete(qualifier ?? '');
  else fn.policies.set(qualifier ?? '', { statements, revisionId: call.random.uuid() });
};

export const GetPolicy: Operation<LambdaState, GetPolicyRequest, GetPolicyResponse, Local> = (input, call) => {
  const { fn, qualifier } = versionAt(call, input.FunctionName!, input.Qualifier);
  const policy = fn.policies.get(qualifier ?? '');
  if (!policy) throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.');
  return { Policy: policyDocument(policy.statements), RevisionId: policy.revisionId };
};

/** The policy on a function, version, alias or layer version, for `iam`. */
export function resourcePolicy(arn: string, state: LambdaState): string | undefined {
  const [kind, name, qualifier] = tryParseArn(arn)?.resource.split(':') ?? [];
  if (kind === 'layer') {
    const shared = state.layers?.get(name ?? '')?.versions.get(Number(qualifier))?.policy;
    return shared && policyDocument(shared.statements);
  }
  if (kind !== 'function') return undefined;
  const policies = state.functions.get(name ?? '')?.policies;
  const policy: ResourcePolicy | undefined = policies?.get(qualifier === undefined || qualifier === '$LATEST' ? '' : qualifier);
  return policy && policyDocument(policy.statements);
}

export function policyDocument(statements: readonly PolicyStatement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: statements });
}

/** A principal as a policy writes it. Throws InvalidParameterValueException. */
export function principalOf(principal: string): PolicyStatement['Principal'] {
  if (principal === '*') return '*';
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  if (/^arn:aws[a-z-]*:(iam|sts)::\d{12}:.+$/.test(principal)) return { AWS: principal };
  if (/^[a-z0-9.-]+\.(amazonaws\.com|amazon\.com)$/.test(principal)) return { Service: principal };
  throw new AwsError('InvalidParameterValueException', 'The provided principal was invalid. Please check the principal and try again.');
}

function conditionOf(input: AddPermissionRequest): Pick<PolicyStatement, 'Condition'> {
  const { SourceArn, SourceAccount, FunctionUrlAuthType, InvokedViaFunctionUrl } = input;
  const StringEquals = {
    ...(SourceAccount !== undefined && { 'AWS:SourceAccount': SourceAccount }),
    ...(FunctionUrlAuthType !== undefined && { 'lambda:FunctionUrlAuthType': FunctionUrlAuthType }),
  };
  const Condition = {
    ...(Object.keys(StringEquals).length > 0 && { StringEquals }),
    ...(SourceArn !== undefined && { ArnLike: { 'AWS:SourceArn': SourceArn } }),
    ...(InvokedViaFunctionUrl !== undefined && { Bool: { 'lambda:InvokedViaFunctionUrl': String(InvokedViaFunctionUrl) } }),
  };
  return Object.keys(Condition).length > 0 ? { Condition } : {};
}
