/** Where Lambda's execution environments come from: child processes in Node, Workers in the browser. */
export interface ExecutionEnvironments {
  /** Starts one. Does not wait for its init phase. */
  create(code: FunctionCode): ExecutionEnvironment;
  /** How many are alive now. */
  readonly alive: number;
  /** How many this machine carries well; Lambda starts further ones only when waiting does not help. Default: no limit. */
  readonly capacity?: number;
  /** Ends all of them. */
  stop(): Promise<void>;
}

/** What an execution environment runs. */
export interface FunctionCode {
  functionName: string;
  /** Identifies the package: the base64 SHA-256 of the zip file. */
  codeSha256: string;
  /** The unpacked deployment package, path -> bytes; asked once per package. */
  files(): ReadonlyMap<string, Uint8Array>;
  /** What Lambda unpacks under /opt: the files of all layers together, and what identifies them. */
  layers?: { key: string; files(): ReadonlyMap<string, Uint8Array> };
  /** `index.handler` */
  handler: string;
  /** `nodejs22.x` */
  runtime: string;
  memoryMB: number;
  /** Lambda's own variables and the function's; a runtime adds what belongs to its platform (paths, endpoint, time zone). */
  environment: Readonly<Record<string, string>>;
}

/** One execution environment: init once, then one invocation at a time. */
export interface ExecutionEnvironment {
  /** Ends with the init phase: how long it took (ms), or the error the module threw. An environment whose init failed is dead. */
  readonly ready: Promise<{ initMs: number; error?: FunctionError }>;
  /** Runs one event (JSON text). After `timeoutMs` the environment is killed and the result says `timeout`. */
  invoke(event: string, context: InvocationContext, timeoutMs: number): Promise<InvocationResult>;
  /** Lines written to stdout, stderr and console since the last call, in order. One console call is one line, whatever it holds. */
  takeLog(): string[];
  /** Ends it: at once, whatever it does. */
  kill(): void;
  readonly alive: boolean;
  /** Peak memory so far, in MB; undefined where the platform does not tell. */
  readonly memoryUsedMB: number | undefined;
}

export interface InvocationContext {
  awsRequestId: string;
  invokedFunctionArn: string;
  functionName: string;
  functionVersion: string;
  memoryLimitInMB: string;
  logGroupName: string;
  logStreamName: string;
  /** Milliseconds since the epoch. */
  deadlineMs: number;
  /** The client context (JSON text) given to Invoke. */
  clientContext?: string;
  /** The X-Ray header, when traced. */
  traceId?: string;
}

/** As Lambda reports it: Lambda Developer Guide, "Node.js function errors". */
export interface FunctionError {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}

export type InvocationResult =
  | { kind: 'returned'; payload: string; durationMs: number }
  | { kind: 'failed'; error: FunctionError; durationMs: number }
  | { kind: 'timeout'; durationMs: number }
  /** The process is gone: `message` reads `Runtime exited with error: exit status 1`. */
  | { kind: 'exited'; message: string; durationMs: number };
