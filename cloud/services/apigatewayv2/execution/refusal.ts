import type { GatewayAnswer } from '../../../gateway/proxy-result.ts';

/** A request that the gateway answers by itself. */
export class Refusal extends Error {
  readonly status: number;
  /** For access logs: `$context.integrationErrorMessage`, `$context.authorizer.error`. */
  readonly reason: string | undefined;

  constructor(status: number, message: string, reason?: string) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.reason = reason;
  }
}

export function internalError(reason: string): Refusal {
  return new Refusal(500, 'Internal Server Error', reason);
}

export function refusalAnswer({ status, message }: Refusal): GatewayAnswer {
  return { status, headers: { 'content-type': 'application/json' }, cookies: [], body: JSON.stringify({ message }) };
}
