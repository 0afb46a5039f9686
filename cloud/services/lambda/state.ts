import type {
  AliasRoutingConfiguration,
  Architecture,
  Cors,
  DestinationConfig,
  EventSourcePosition,
  FilterCriteria,
  FunctionResponseType,
  FunctionUrlAuthType,
} from '@aws-sdk/client-lambda';
import type { InvocationTrace } from './execution/tracing.ts';

/** Lambda in one account and region. Times are milliseconds since the epoch. */
export interface LambdaState {
  /** By name. */
  functions: Map<string, LambdaFunction>;
  /** Deployment packages (zip files) by their base64 SHA-256: versions share them. */
  packages: Map<string, Uint8Array>;
  /** By name. */
  layers?: Map<string, Layer>;
  /** Event source mappings by UUID. */
  mappings: Map<string, EventSourceMapping>;
  /** Events accepted by an asynchronous Invoke and not yet done with, by request id. */
  events: Map<string, AsyncEvent>;
}

export interface LambdaFunction {
  name: string;
  arn: string;
  latest: FunctionVersion;
  /** Published versions by number (`1`). */
  versions: Map<string, FunctionVersion>;
  nextVersion: number;
  aliases: Map<string, Alias>;
  /** Resource policies by qualifier; '' is the function's own. */
  policies: Map<string, ResourcePolicy>;
  /** Asynchronous invocation settings by qualifier; `$LATEST` is the function's own. */
  eventInvokeConfigs: Map<string, EventInvokeConfig>;
  /** URLs by alias; '' is the function's own. */
  urls?: Map<string, FunctionUrl>;
  reservedConcurrency?: number;
  tags: Map<string, string>;
}

export interface FunctionUrl {
  /** The first label of its host name. */
  id: string;
  authType: FunctionUrlAuthType;
  cors: Cors | undefined;
  createdAt: number;
  lastModified: number;
}

/** One version's code and configuration. */
export interface FunctionVersion {
  /** `$LATEST`, or its number. */
  version: string;
  codeSha256: string;
  codeSize: number;
  role: string;
  handler: string;
  runtime: string;
  description: string;
  timeout: number; // seconds
  memorySize: number; // MB
  ephemeralStorage: number; // MB
  architectures: Architecture[];
  environment: Record<string, string> | undefined;
  logGroup: string;
  /** Whether Lambda writes traces; absent: it only passes them on. */
  tracing?: 'Active';
  /** The queue or topic that gets events which failed. */
  deadLetterArn?: string;
  /** In the order in which they are unpacked. */
  layers?: UsedLayer[];
  lastModified: number;
  revisionId: string;
}

/** A layer version in use by a function. */
export interface UsedLayer {
  arn: string;
  codeSha256: string;
  codeSize: number;
}

export interface Layer {
  name: string;
  /** Numbers are not given twice. */
  nextVersion: number;
  versions: Map<number, LayerVersion>;
}

export interface LayerVersion {
  version: number;
  codeSha256: string;
  codeSize: number;
  description: string;
  licenseInfo: string | undefined;
  runtimes: string[];
  architectures: string[];
  createdAt: number;
  policy?: ResourcePolicy;
}

export interface Alias {
  name: string;
  functionVersion: string;
  description: string;
  routing: AliasRoutingConfiguration | undefined;
  revisionId: string;
}

export interface ResourcePolicy {
  statements: PolicyStatement[];
  revisionId: string;
}

/** A statement as AddPermission writes it. */
export interface PolicyStatement {
  Sid: string;
  Effect: 'Allow';
  Principal: '*' | { AWS: string } | { Service: string };
  Action: string;
  Resource: string;
  Condition?: Record<string, Record<string, string>>;
}

export interface EventInvokeConfig {
  maximumRetryAttempts: number | undefined;
  maximumEventAge: number | undefined; // seconds
  destinations: DestinationConfig | undefined;
  lastModified: number;
}

export interface AsyncEvent {
  requestId: string;
  functionName: string;
  qualifier: string | undefined;
  /** JSON text. */
  payload: string;
  clientContext: string | undefined;
  /** The X-Ray header that it came with. */
  traceHeader?: string;
  /** Set by its first run. */
  trace?: InvocationTrace;
  receivedAt: number;
  /** How often the function has run for it. */
  attempts: number;
  dueAt: number;
}

export interface EventSourceMapping {
  uuid: string;
  arn: string;
  eventSourceArn: string;
  /** As it was named: unqualified, or with a version or alias. */
  functionArn: string;
  enabled: boolean;
  transitionReason: string;
  lastModified: number;
  lastProcessingResult: string;
  /** Queues have none. */
  startingPosition: EventSourcePosition | undefined;
  startingTimestamp: number | undefined;
  batchSize: number;
  batchingWindow: number; // seconds
  parallelizationFactor: number;
  maximumRecordAge: number; // seconds, -1 for ever
  maximumRetryAttempts: number; // -1 for ever
  bisect: boolean;
  responseTypes: FunctionResponseType[];
  /** The ARN records go to that were given up. */
  onFailure: string | undefined;
  filters: FilterCriteria | undefined;
  /** The most batches of a queue at the same time. */
  maximumConcurrency?: number;
  tags: Map<string, string>;
  /** By shard id; a shard appears once it is read. */
  shards: Map<string, ShardCheckpoint>;
}

/** How far a shard's records have been processed. */
export interface ShardCheckpoint {
  position: ShardPosition;
  /** The shard is closed and everything in it is done: its children may be read. */
  finished: boolean;
  /** The batch each lane works on (see ParallelizationFactor), from before its first attempt: a restart finds it as it was. */
  lanes: Map<number, Batch>;
  /** Sequence numbers beyond the position that are done already, by lanes that ran ahead of others. */
  done: Set<string>;
}

/** Where reading a shard (again) begins. LATEST stands for a position only until the first look at the shard. */
export type ShardPosition =
  | { type: 'TRIM_HORIZON' | 'LATEST' }
  | { type: 'AT_TIMESTAMP'; timestamp: number }
  | { type: 'AFTER_SEQUENCE_NUMBER'; sequenceNumber: string };

/** Records that are handed to the function together, and again exactly so when it fails. */
export interface Batch {
  /** Sequence numbers, in order: what bisecting made of the batch. The first is tried next. */
  parts: string[][];
  /** How often the first part has failed. */
  failures: number;
}

export function initialState(): LambdaState {
  return { functions: new Map(), packages: new Map(), mappings: new Map(), events: new Map() };
}
