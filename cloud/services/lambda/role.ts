import { tryParseArn } from '../../arn.ts';
import { AwsError } from '../../aws-error.ts';
import { matching, refuseViolations } from '../../constraints.ts';
import type { Call } from '../../operation.ts';
import type { ServicePrincipal } from '../../principal.ts';
import type { LambdaState } from './state.ts';

export const LAMBDA_PRINCIPAL = 'lambda.amazonaws.com';

/** Lambda itself, acting for a function. */
export function lambdaFor(account: string, sourceArn?: string): ServicePrincipal {
  return { type: 'service', service: LAMBDA_PRINCIPAL, sourceAccount: account, ...(sourceArn !== undefined && { sourceArn }) };
}

/**
 * Refuses a role that the caller may not pass or that Lambda may not assume. Throws AccessDenied,
 * InvalidParameterValueException. Lambda Developer Guide, "Defining Lambda function permissions with an execution role".
 */
export async function checkRole(call: Call<LambdaState, unknown>, role: string, functionArn: string): Promise<void> {
  refuseViolations('ValidationException', [matching('role', role, 'arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+')]);
  if (tryParseArn(role)!.account !== call.account) {
    throw new AwsError('AccessDeniedException', 'Cross-account pass role is not allowed.');
  }
  call.authorize({
    action: 'iam:PassRole',
    resource: role,
    context: { 'iam:PassedToService': LAMBDA_PRINCIPAL, 'iam:AssociatedResourceArn': functionArn },
  });
  try {
    await call.as(lambdaFor(call.account)).sts.AssumeRole({ RoleArn: role, RoleSessionName: 'lambda-role-check', DurationSeconds: 900 });
  } catch (error) {
    if (!isDenial(error)) throw error;
    throw new AwsError('InvalidParameterValueException', 'The role defined for the function cannot be assumed by Lambda.', {
      cause: error,
    });
  }
}

/** Whether a role's own policies, or that of the resource, let it do all of `actions`; nothing is done. A role that is gone may nothing. */
export async function mayRole(
  call: Call<LambdaState, unknown>,
  role: string,
  actions: string[],
  resource: string,
  resourcePolicy?: string,
): Promise<boolean> {
  try {
    const { EvaluationResults = [] } = await call.as({ type: 'root', account: call.account }).iam.SimulatePrincipalPolicy({
      PolicySourceArn: role,
      ActionNames: actions,
      ResourceArns: [resource],
      ...(resourcePolicy !== undefined && { ResourcePolicy: resourcePolicy }),
    });
    return EvaluationResults.every(({ EvalDecision }) => EvalDecision === 'allowed');
  } catch (error) {
    if (error instanceof AwsError && error.code.startsWith('NoSuchEntity')) return false;
    throw error;
  }
}

/** Whether STS said that the role is not there or does not trust Lambda. */
export function isDenial(error: unknown): boolean {
  return error instanceof AwsError && /^(AccessDenied|NoSuchEntity)/.test(error.code);
}
