import { AwsError } from '../aws-error.ts';
import type { Clock } from '../clock.ts';
import type { Principal } from '../principal.ts';
import type { Aws } from '../services/aws.ts';

/** The service principal of REST and HTTP APIs. */
export const GATEWAY_PRINCIPAL = 'apigateway.amazonaws.com';

/** What came of invoking a function for a request. */
export type FunctionAnswer =
  | { kind: 'returned'; payload: string }
  /** The function threw, timed out or ended: `payload` is Lambda's error as JSON. */
  | { kind: 'failed'; payload: string }
  /** Lambda refused: no permission, no such function, throttled. */
  | { kind: 'refused'; code: string; message: string }
  /** No answer within the integration's time. */
  | { kind: 'timeout' };

/** The function behind an integration's URI; undefined where the URI is none of Lambda's. */
export function functionOf(uri: string): string | undefined {
  return /^arn:aws[a-z-]*:apigateway:[a-z0-9-]+:lambda:path\/[0-9-]+\/functions\/(.+)\/invocations$/.exec(uri)?.[1];
}

/** Who a gateway is towards a function: itself, for one method of an API. */
export function gatewayFor(account: string, sourceArn: string): Principal {
  return { type: 'service', service: GATEWAY_PRINCIPAL, sourceAccount: account, sourceArn };
}

/** Invokes a function and waits for it, at most `timeoutMs`. */
export async function invokeFunction(
  lambda: Aws['lambda'],
  functionArn: string,
  event: string,
  { clock, timeoutMs, async: isAsync = false }: { clock: Clock; timeoutMs: number; async?: boolean },
): Promise<FunctionAnswer> {
  let cancel = () => {};
  const timeout = new Promise<FunctionAnswer>((resolve) => {
    cancel = clock.after(timeoutMs, () => resolve({ kind: 'timeout' }));
  });
  const invocation = lambda
    .Invoke({
      FunctionName: functionArn,
      Payload: new TextEncoder().encode(event),
      ...(isAsync && { InvocationType: 'Event' as const }),
    })
    .then(
      ({ Payload, FunctionError }): FunctionAnswer => ({
        kind: FunctionError ? 'failed' : 'returned',
        payload: Payload ? new TextDecoder().decode(Payload) : '',
      }),
      (error: unknown): FunctionAnswer => {
        if (error instanceof AwsError) return { kind: 'refused', code: error.code, message: error.message };
        throw error;
      },
    );
  try {
    return await Promise.race([invocation, timeout]);
  } finally {
    cancel();
  }
}
