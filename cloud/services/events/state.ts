import type { Target } from '@aws-sdk/client-eventbridge';
import type { Call } from '../../operation.ts';
import type { Background, Service } from '../../service.ts';
import type { Pattern } from './pattern/pattern.ts';

/** What EventBridge has in an account and region. */
export interface EventsState {
  /** By name; `default` is there once it was asked for. */
  buses: Map<string, EventBus>;
  archives: Map<string, Archive>;
  replays: Map<string, Replay>;
  /** What is on its way to a target, by id. */
  deliveries: Map<string, Delivery>;
}

export interface EventBus {
  name: string;
  arn: string;
  createdAt: number; // ms
  modifiedAt: number; // ms
  description?: string;
  /** The statements of its resource policy. */
  statements: PolicyStatement[];
  tags: Map<string, string>;
  /** By name. */
  rules: Map<string, Rule>;
}

/** As policies write it. */
export type PolicyStatement = { Sid: string } & Record<string, unknown>;

export interface Rule {
  name: string;
  arn: string;
  busName: string;
  /** JSON text. */
  pattern?: string;
  schedule?: string;
  state: 'ENABLED' | 'DISABLED';
  description?: string;
  roleArn?: string;
  createdBy: string;
  tags: Map<string, string>;
  /** By id. */
  targets: Map<string, Target>;
  /** Where rates count from: when the schedule was set or switched on. */
  scheduledFrom: number; // ms
  /** When the schedule is due next (ms). */
  next?: number;
}

/** An event as rules and targets see it. EventBridge User Guide, "AWS service event metadata". */
export interface BusEvent {
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: Record<string, unknown>;
  'replay-name'?: string;
}

/** One event for one target, until it is done or given up. */
export interface Delivery {
  id: string;
  busName: string;
  ruleName: string;
  ruleArn: string;
  ruleRoleArn?: string;
  target: Target;
  event: BusEvent;
  /** When EventBridge got the event. */
  ingestedAt: number; // ms
  /** When it is tried next. */
  dueAt: number; // ms
  /** How often it failed. */
  failures: number;
  /** How many buses the event has been through, and the account that it came from when it crossed. */
  hops: number;
  crossedFrom?: string;
}

export interface Archive {
  name: string;
  arn: string;
  /** The bus's ARN. */
  sourceArn: string;
  description?: string;
  pattern?: string;
  /** 0 keeps for ever. */
  retentionDays: number;
  createdAt: number; // ms
  events: { at: number; event: BusEvent; bytes: number }[];
}

export interface Replay {
  name: string;
  arn: string;
  description?: string;
  archiveArn: string;
  destinationArn: string;
  /** Only these rules; empty means all. */
  filterArns: string[];
  from: number; // ms
  to: number; // ms
  state: 'STARTING' | 'RUNNING' | 'CANCELLING' | 'CANCELLED' | 'COMPLETED' | 'FAILED';
  reason?: string;
  startedAt: number; // ms
  endedAt?: number; // ms
  /** The time of the last event replayed. */
  reached?: number; // ms
}

export function initialState(): EventsState {
  return { buses: new Map(), archives: new Map(), replays: new Map(), deliveries: new Map() };
}

/** What an event has been through before. */
export interface Journey {
  /** How many buses it came by. */
  hops: number;
  /** The account that sent it across. */
  crossedFrom?: string;
}

export type Accept = (call: Call<EventsState, Local>, bus: EventBus, event: BusEvent, journey: Journey, only?: readonly string[]) => void;

/** What lives as long as the process. */
export interface Local {
  background: Background<EventsState, Local> | undefined;
  stopped: boolean;
  /** What ends each wait: for a rule's schedule and a replay by ARN, for a delivery by id. */
  timers: Map<string, () => void>;
  /** Brings an event to a bus; here because buses send to buses. */
  accept: Accept;
  /** Patterns as read, by their text. */
  patterns: Map<string, Pattern>;
  /** The operations that each service of the cloud has. */
  operations: ReadonlyMap<string, ReadonlySet<string>>;
}

export function createLocal(services: readonly Service[], accept: Accept): Local {
  return {
    accept,
    background: undefined,
    stopped: false,
    timers: new Map(),
    patterns: new Map(),
    operations: new Map(services.map(({ name, operations }) => [name, new Set(Object.keys(operations))])),
  };
}
