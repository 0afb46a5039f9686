import type { BusEvents } from './bus.ts';
import type { AccessCheck, Call, Operation } from './operation.ts';
import type { Principal } from './principal.ts';
import type { ResourceType } from './resource-type.ts';
import type { Tagging } from './tagging.ts';
import type { HttpRequest, HttpResponse } from './wire/http.ts';
import type { Signature } from './wire/wire.ts';

/** One AWS service of the embedded cloud. */
export interface Service<State = unknown, Local = unknown> {
  /** The service's name in ARNs, IAM actions and house code: `dynamodb`. */
  name: string;
  /** How a request is recognised before a client package is loaded, and where its schemas come from. DynamoDB has two: itself and its streams. */
  wires: readonly WireModel[];
  /** What one state belongs to: a region of an account, an account (IAM), or the whole partition (S3's bucket names). */
  scope: 'region' | 'account' | 'partition';
  /** The state of an account (and region) that was never used. Plain, structured-cloneable data: no functions, no classes. */
  initialState(): State;
  /** What lives as long as the process: made once per cloud, never saved. `services` are all of the cloud's (CloudFormation reads their resource types). */
  createLocal?(services: readonly Service[]): Local;
  // biome-ignore lint/suspicious/noExplicitAny: a table of operations of any input and output; each one is typed where it stands.
  operations: Record<string, Operation<State, any, any, Local>>;
  /**
   * What `iam` is asked before an operation runs. An operation without an entry asks for `<name>:<Operation>` on `*`;
   * `[]` asks nothing (GetCallerIdentity).
   */
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  access: Record<string, (input: any, call: Call<State, Local>) => AccessCheck | AccessCheck[]>;
  /** Members of inputs, of whichever operation, that are refused by name because nothing honours them. */
  refuses?: readonly string[];
  /** Operations that change nothing: after all others the state is saved. Default: Get*, List*, Describe*, Head*. */
  reads?: readonly string[];
  /** The policy attached to a resource of this service (bucket, function, role trust), as JSON; undefined when it has none. */
  resourcePolicy?(arn: string, state: State): string | undefined;
  resourceTypes: readonly ResourceType[];
  /** How the tagging API sees this service; without it, nothing of it is seen. */
  tagging?: Tagging<State>;
  /** Where requests come in that are no AWS API call: a deployed API's URL, a function's URL. */
  frontDoor?: FrontDoor<State, Local>;
  /** How pages of other origins may call this service's API: S3 lets each bucket say. */
  crossOrigin?: CrossOrigin<State, Local>;
  /** Reactions to what other services announce. */
  subscriptions?: { [Type in keyof BusEvents]?: (event: { type: Type } & BusEvents[Type], background: Background<State, Local>) => void };
  /** Called once per cloud after saved state was loaded: re-arms timers and pollers. */
  start?(background: Background<State, Local>): void;
  /** Called once when the cloud stops: ends what `local` holds. */
  stop?(background: Background<State, Local>): Promise<void> | void;
}

/**
 * A service's way in for plain HTTP requests, asked before the wire. Several services may share a kind of address (REST
 * and HTTP APIs): each answers for what is its own.
 */
export interface FrontDoor<State = unknown, Local = unknown> {
  /** Whether an address is of this kind: decided from host and path alone. */
  matches(request: HttpRequest): boolean;
  /** Answers; undefined where nothing of this service has that address, and where no service has it the answer is 403 Forbidden. */
  answer(request: HttpRequest, background: Background<State, Local>, identify: Identify): Promise<HttpResponse | undefined>;
}

/** A service's say in which pages may call its API and read its answers. */
export interface CrossOrigin<State = unknown, Local = unknown> {
  /** Answers an OPTIONS request; undefined where the service has no say in it. */
  preflight(request: HttpRequest, background: Background<State, Local>): HttpResponse | undefined;
  /** What the answer to a request with an Origin gets besides. */
  headers(request: HttpRequest, background: Background<State, Local>): Record<string, string>;
}

/** The caller behind a signature. Throws AwsError as for an AWS API call. */
export type Identify = (signature: Signature) => Principal;

/** A service at work outside of any request. */
export interface Background<State, Local = undefined> {
  readonly local: Local;
  /** A call of the service itself (principal `<name>.amazonaws.com` unless said) in an account and region. */
  open(account: string, region: string, principal?: Principal): Call<State, Local>;
  /** Reports a fault of the cloud itself in work that nobody waits for: never a user's error. */
  fault(error: unknown): void;
  /** Every account and region in which this service has state. */
  places(): { account: string; region: string }[];
}

/** Static facts about a service's wire, so that its client package is loaded only when a request needs it. */
export interface WireModel {
  /** The signature's service name: `monitoring` for CloudWatch. */
  signingName: string;
  /** The X-Amz-Target prefix, where the protocol has one: `DynamoDB_20120810`. */
  target?: string;
  /** The API version of the query protocols: `2010-05-15`. */
  version?: string;
  /** The SDK client package, for its schemas. */
  load: () => Promise<object>;
}

/** Types a service's parts against each other; adds nothing. */
export function defineService<State, Local = undefined>(service: Service<State, Local>): Service<State, Local> {
  return service;
}
