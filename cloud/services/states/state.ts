import type { HistoryEvent, LogLevel, StateMachineType } from '@aws-sdk/client-sfn';
import type { Json, JsonObject } from './asl/json.ts';

/** Step Functions in one account and region. */
export interface StatesState {
  /** By ARN. */
  machines: Map<string, Machine>;
  /** By ARN. Those of Express machines are there while they run. */
  executions: Map<string, Execution>;
  /** By ARN. */
  activities: Map<string, Activity>;
  /** Whom a task token belongs to. */
  tokens: Map<string, TaskPlace>;
  /** Whom the end of a nested execution is awaited by, by the nested execution's ARN. */
  awaited: Map<string, TaskPlace>;
}

export interface TaskPlace {
  execution: string;
  thread: number;
}

export interface Machine {
  arn: string;
  name: string;
  definition: string;
  roleArn: string;
  type: StateMachineType;
  logging: Logging;
  createdAt: number; // ms
  /** Set by the first update. */
  revisionId?: string;
  updatedAt: number; // ms
  tags: Map<string, string>;
}

export interface Logging {
  level: LogLevel;
  includeExecutionData: boolean;
  /** The ARN of a log group, with `:*`. */
  destination?: string;
}

export interface Activity {
  arn: string;
  name: string;
  createdAt: number; // ms
  tags: Map<string, string>;
  /** Work that no worker has taken, oldest first. */
  queue: { token: string; input: string }[];
}

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

export interface Execution {
  arn: string;
  name: string;
  machineArn: string;
  machineName: string;
  type: StateMachineType;
  /** As the machine was when the execution began. */
  definition: string;
  roleArn: string;
  logging: Logging;
  revisionId?: string;
  machineUpdatedAt: number; // ms
  input: string;
  status: ExecutionStatus;
  startedAt: number; // ms
  /** When it has taken too long (ms). */
  expiresAt?: number;
  stoppedAt?: number; // ms
  output?: string;
  error?: string;
  cause?: string;
  redrives: number;
  redrivenAt?: number; // ms
  /** What the last redrive was asked with: the same again is the same redrive. */
  redriveToken?: string;
  /** How many events there were; an Express execution keeps none of them. */
  lastEvent: number;
  events: HistoryEvent[];
  threads: Map<number, Thread>;
  nextThread: number;
  logStream?: string;
}

/** One run through a list of states: the machine's own, a branch's, an iteration's. */
export interface Thread {
  id: number;
  parent?: number;
  /** Its place among its parent's. */
  index: number;
  /** Where its states stand in the definition. */
  place: string[];
  state: string;
  input: Json;
  variables: JsonObject;
  item?: { index: number; value: Json };
  /** The event before the next one. */
  previous: number;
  /** The event with which it entered its state; absent before. */
  entered?: number;
  enteredAt?: number; // ms
  /** How often each retrier of the state has been used. */
  retries: number[];
  waiting?: Waiting;
  /** It has failed, or was ended because another did; a redrive begins its state anew. */
  ended?: 'failed' | 'aborted';
}

export type Waiting =
  | { for: 'time'; until: number }
  | { for: 'retry'; until: number }
  | { for: 'task'; task: TaskRun }
  | { for: 'threads'; fork: ForkRun };

export interface TaskRun {
  resource: string;
  parameters: Json;
  token?: string;
  /** What was called has answered, and now somebody else must. */
  submitted: boolean;
  timeoutAt?: number; // ms
  heartbeatSeconds?: number;
  heartbeatAt?: number; // ms
  /** A nested execution that is awaited. */
  nested?: string;
}

export interface ForkRun {
  inputs: { within: string[]; input: Json; item?: { index: number; value: Json } }[];
  concurrency: number;
  /** How many were begun. */
  begun: number;
  /** By place; absent while one is not done. */
  results: (Json | undefined)[];
}

export function initialState(): StatesState {
  return { machines: new Map(), executions: new Map(), activities: new Map(), tokens: new Map(), awaited: new Map() };
}
