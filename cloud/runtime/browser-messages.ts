import type { FunctionError, InvocationContext } from './execution-environment.ts';

/** What the cloud's Worker tells a function's Worker. */
export type ToFunction =
  | { kind: 'init'; environment: Readonly<Record<string, string>>; module: string; handler: string; hasCallbacks: boolean }
  | { kind: 'invoke'; event: string; context: InvocationContext }
  | { kind: 'answer'; call: number; response: CarriedResponse };

/** What a function's Worker tells the cloud's. `init` counts from the Worker's start, in ms. */
export type FromFunction =
  | { kind: 'ready'; error?: FunctionError }
  | { kind: 'line'; text: string }
  | { kind: 'returned'; payload: string }
  | { kind: 'failed'; error: FunctionError }
  /** An error nobody caught: Lambda's process would have exited with this status. */
  | { kind: 'crashed'; error: FunctionError; status: number }
  | { kind: 'call'; call: number; request: CarriedRequest };

/** An HTTP request as it is carried between Workers. */
export interface CarriedRequest {
  method: string;
  /** Still percent-encoded. */
  path: string;
  query: [name: string, value: string][];
  headers: Record<string, string>;
  body: Uint8Array | undefined;
}

export interface CarriedResponse {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
}
