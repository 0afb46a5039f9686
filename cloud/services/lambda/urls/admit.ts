import { AwsError } from '../../../aws-error.ts';
import { askIamFor } from '../../../gateway/door.ts';
import type { AccessCheck } from '../../../operation.ts';
import { functionArn } from '../function-name.ts';
import type { UrlExchange } from './front-door.ts';

const FORBIDDEN =
  'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html';

/** Who may call a URL: nobody in particular, or the signer of the request. */
export type Admission = { identity: Record<string, string | null> | undefined } | { refused: string };

/**
 * Lets a caller in who may both use the URL and invoke the function, by the policies of the function and its own. Lambda
 * Developer Guide, "Control access to Lambda function URLs".
 */
export function admit({ call, fn, qualifier, url, iam }: UrlExchange): Admission {
  const resource = functionArn(call, fn.name, qualifier === '' ? undefined : qualifier);
  const checks: AccessCheck[] = [
    { action: 'lambda:InvokeFunctionUrl', resource, context: { 'lambda:FunctionUrlAuthType': url.authType } },
    { action: 'lambda:InvokeFunction', resource, context: { 'lambda:InvokedViaFunctionUrl': 'true' } },
  ];
  if (url.authType === 'NONE') {
    try {
      for (const check of checks) iam.authorizeAs({ type: 'anonymous' }, check);
    } catch (error) {
      if (error instanceof AwsError) return { refused: FORBIDDEN };
      throw error;
    }
    return { identity: undefined };
  }
  const outcome = askIamFor(iam, checks);
  if (outcome.kind === 'allowed') return { identity: outcome.identity };
  return { refused: outcome.kind === 'invalid' ? outcome.message : FORBIDDEN };
}
