import type { FlexibleTimeWindow, ScheduleState, Target } from '@aws-sdk/client-scheduler';
import type { Background, Service } from '../../service.ts';

/** The schedules of an account and region. */
export interface SchedulerState {
  /** By name; `default` is there once it was asked for. */
  groups: Map<string, ScheduleGroup>;
  /** By `<group>/<name>`. */
  schedules: Map<string, Schedule>;
}

export interface ScheduleGroup {
  name: string;
  arn: string;
  createdAt: number; // ms
  modifiedAt: number; // ms
  tags: Map<string, string>;
}

export interface Schedule {
  name: string;
  group: string;
  arn: string;
  createdAt: number; // ms
  modifiedAt: number; // ms
  clientToken?: string;
  expression: string;
  timeZone: string;
  startAt?: number; // ms
  endAt?: number; // ms
  description?: string;
  state: ScheduleState;
  target: Target;
  window: FlexibleTimeWindow;
  afterCompletion: 'NONE' | 'DELETE';
  /** When it is due next (ms); absent when it will not be again. */
  next?: number;
  /** What was due and is not done. */
  pending: Invocation[];
}

/** One invocation of a target, until it is done or given up. */
export interface Invocation {
  id: string;
  scheduledAt: number; // ms
  /** When it is tried next. */
  dueAt: number; // ms
  /** How often it failed. */
  failures: number;
}

export function initialState(): SchedulerState {
  return { groups: new Map(), schedules: new Map() };
}

export interface Local {
  background: Background<SchedulerState, Local> | undefined;
  /** What ends the wait for each schedule, by ARN. */
  timers: Map<string, () => void>;
  /** Invocations at work. */
  running: Set<string>;
  /** The operations that each service of the cloud has. */
  operations: ReadonlyMap<string, ReadonlySet<string>>;
}

export function createLocal(services: readonly Service[]): Local {
  return {
    background: undefined,
    timers: new Map(),
    running: new Set(),
    operations: new Map(services.map(({ name, operations }) => [name, new Set(Object.keys(operations))])),
  };
}
