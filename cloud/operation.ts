import type { Bus } from './bus.ts';
import type { Clock } from './clock.ts';
import type { Faults } from './faults/faults.ts';
import type { Principal } from './principal.ts';
import type { Random } from './random.ts';
import type { ExecutionEnvironments } from './runtime/execution-environment.ts';
import type { Aws } from './services/aws.ts';
import type { TaggedResource } from './tagging.ts';

/**
 * One operation of a service: typed input in, typed output (or an AwsError) out. It knows no HTTP. Required members
 * have been checked by `wire`, permission by `iam`. `Input` and `Output` are the SDK's request and result shapes.
 * Inputs are handed over: the operation may keep them; outputs must not expose state that changes later.
 */
export type Operation<State, Input, Output, Local = undefined> = (input: Input, call: Call<State, Local>) => Output | Promise<Output>;

/** What an operation works with, for one call. */
export interface Call<State, Local = undefined> {
  /** This service's state in the call's account and region (see `Service.scope`): plain, structured-cloneable data. */
  readonly state: State;
  /** What this service keeps for the life of the process only (timers, environments); see `Service.createLocal`. */
  readonly local: Local;
  readonly account: string;
  readonly region: string;
  readonly principal: Principal;
  readonly requestId: string;
  /** The X-Amzn-Trace-Id header that the request came with. */
  readonly traceHeader?: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly bus: Bus;
  /** What goes wrong on purpose. */
  readonly faults: Faults;
  readonly environments: ExecutionEnvironments;
  /** Where clients reach the cloud, without a trailing slash: `http://127.0.0.1:4566`. */
  readonly endpoint: string;
  /** Other services, called as this call's principal and through `iam`, like any client. */
  readonly aws: Aws;
  /** Other services, called as somebody else (a role session, a service principal), in this account and region unless said; a trace header goes with the calls. */
  as(principal: Principal, where?: { account?: string; region?: string; traceHeader?: string }): Aws;
  /** A further permission that the operation itself needs (`iam:PassRole`). Throws AccessDenied. */
  authorize(check: AccessCheck): void;
  /** A quota's value in the call's account and region, by its code (`quotas.ts`). */
  quota(code: string): number;
  /** What carries tags in the call's account and region, of every service. */
  tagged(): Iterable<TaggedResource>;
  /** Says that state was changed outside of an operation (by a timer or a bus event), so that it is saved. */
  changed(): void;
}

/** One question to `iam`: may the caller do `action` on `resource`? */
export interface AccessCheck {
  /** `dynamodb:PutItem` */
  action: string;
  /** An ARN, or `*` where the action knows no resource. */
  resource: string;
  /** Condition keys and their values beyond the global ones: `{ 'iam:PassedToService': 'lambda.amazonaws.com' }`. */
  context?: Record<string, string | string[]>;
}
