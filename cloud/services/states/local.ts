import type { Call } from '../../operation.ts';
import type { Background, Service } from '../../service.ts';
import type { ModelEntry } from '../../wire/models.ts';
import { modelEntries } from '../../wire/models.ts';
import type { Execution, StatesState } from './state.ts';

/** What Step Functions keeps for the life of the process only. */
export interface Local {
  background: Background<StatesState, Local> | undefined;
  stopped: boolean;
  /** What ends the wait of a thread, by `<execution>#<thread>`, and of an execution, by its ARN. */
  timers: Map<string, () => void>;
  /** Calls under way, by `<execution>#<thread>`: what comes back of any other is of no interest. */
  calls: Map<string, symbol>;
  /** Who waits for an execution to end. */
  enders: Map<string, (execution: Execution) => void>;
  /** Workers that ask an activity for work, by its ARN. */
  workers: Map<string, ((task: { token: string; input: string } | undefined) => void)[]>;
  /** What each service can do, and the schemas of its inputs and outputs. */
  services: ReadonlyMap<string, { operations: ReadonlySet<string>; models: readonly ModelEntry[] }>;
  /** Log events that are not written yet, by log stream. */
  logLines: Map<string, Promise<void>>;
}

export type StatesCall = Call<StatesState, Local>;

export function createLocal(services: readonly Service[]): Local {
  return {
    background: undefined,
    stopped: false,
    timers: new Map(),
    calls: new Map(),
    enders: new Map(),
    workers: new Map(),
    services: new Map(
      services.map((service) => [service.name, { operations: new Set(Object.keys(service.operations)), models: modelEntries([service]) }]),
    ),
    logLines: new Map(),
  };
}

/** The same place outside of the request at hand. */
export function backgroundCall({ local, account, region }: Pick<StatesCall, 'local' | 'account' | 'region'>): StatesCall {
  if (!local.background) throw new Error('Step Functions has not started.');
  return local.background.open(account, region);
}
