import type { AccessCheck } from '../operation.ts';
import type { Principal } from '../principal.ts';

/** Who a request comes from, and what they may do: asked before every operation. */
export interface Authorizer {
  /**
   * The caller behind an access key. Twelve digits are the root user of that account; a key issued by STS or IAM is its
   * session or user; any other key is root of 000000000000. Throws InvalidClientTokenId, ExpiredToken(Exception).
   */
  principalOf(accessKeyId: string, sessionToken: string | undefined): Principal;
  /** Throws AwsError AccessDenied with AWS's own wording. `account` is where the resource lives. */
  authorize(principal: Principal, check: AccessCheck, place: { account: string; region: string }): void;
}

/** Where the authorizer reads what it needs. */
export interface AuthorizerSources {
  /** The state of the `iam` service in an account. */
  iamState(account: string): unknown;
  /** The state of the `sts` service (issued sessions), one for the partition. */
  stsState(): unknown;
  /** The JSON policy attached to the resource, wherever it lives. */
  resourcePolicy(arn: string): string | undefined;
  now(): number;
}
