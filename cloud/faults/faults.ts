import { AwsError } from '../aws-error.ts';
import { type Clock, delay } from '../clock.ts';
import { type Random, seededRandom } from '../random.ts';
import type { CallScope, Fault, ListedFault } from './fault.ts';
import { throttlingError } from './throttling.ts';

/** An API call as faults see it. */
export interface StruckCall {
  service: string;
  operation: string;
  account: string;
}

/** A deletion that was told to fail; its message is what CloudFormation gives as the reason. */
export class DeleteFault extends Error {}

const DEFAULT_SEED = 1;

/**
 * What the cloud is told to do wrong, so that its users can be tried: nothing by default, kept in memory only, forgotten
 * when the cloud stops. Throttling, delays and expiry strike clients' calls, not those that services make of each other.
 */
export class Faults {
  #random: Random = seededRandom(DEFAULT_SEED);
  #seed = DEFAULT_SEED;
  #active: { fault: Fault; met: number; struck: number; calls: Map<string, number> }[] = [];

  /** The seed of what is drawn by lot. */
  get seed(): number {
    return this.#seed;
  }

  /** Every fault that is on, with how often it has struck. */
  list(): ListedFault[] {
    return this.#active.map(({ fault, struck }) => ({ ...fault, struck }));
  }

  /** Puts these faults in the place of all others; the same seed gives the same lots. */
  set(faults: readonly Fault[], seed: number = DEFAULT_SEED): void {
    this.#seed = seed;
    this.#random = seededRandom(seed);
    this.#active = faults.map((fault) => ({ fault: { ...fault }, met: 0, struck: 0, calls: new Map() }));
  }

  clear(): void {
    this.set([]);
  }

  /** Asked before a client's credentials are looked at. Throws ExpiredToken. */
  beforeCredentials(accessKeyId: string, account: string | undefined): void {
    for (const entry of this.#active) {
      const { fault, calls } = entry;
      if (fault.kind !== 'expire') continue;
      if (fault.accessKeyId === undefined ? !accessKeyId.startsWith('ASIA') : fault.accessKeyId !== accessKeyId) continue;
      if (fault.account !== undefined && fault.account !== account) continue;
      const made = calls.get(accessKeyId) ?? 0;
      calls.set(accessKeyId, made + 1);
      if (made < (fault.afterCalls ?? 0)) continue;
      entry.struck += 1;
      throw new AwsError('ExpiredToken', 'The security token included in the request is expired', { status: 403 });
    }
  }

  /** Asked before a client's call is carried out. Throws the service's throttling error. */
  async beforeCall(call: StruckCall, clock: Clock): Promise<void> {
    if (this.#active.length === 0) return;
    for (const entry of this.#active) {
      const { fault } = entry;
      if (fault.kind === 'delay' && within(fault, call)) {
        entry.struck += 1;
        await delay(clock, fault.milliseconds);
      }
    }
    for (const entry of this.#active) {
      const { fault } = entry;
      if (fault.kind !== 'throttle' || !within(fault, call) || !this.#drawn(fault.percent)) continue;
      entry.struck += 1;
      throw throttlingError(call.service);
    }
  }

  /** Asked before CloudFormation deletes a resource. Throws DeleteFault. */
  beforeDelete(type: string, account: string): void {
    for (const entry of this.#active) {
      const { fault } = entry;
      if (fault.kind !== 'fail-delete') continue;
      if ((fault.type ?? type) !== type || (fault.account ?? account) !== account) continue;
      entry.met += 1;
      const times = fault.times ?? (fault.percent === undefined ? 1 : Number.POSITIVE_INFINITY);
      if (entry.met < (fault.nth ?? 1) || entry.struck >= times) continue;
      if (fault.percent !== undefined && !this.#drawn(fault.percent)) continue;
      entry.struck += 1;
      throw new DeleteFault(fault.reason);
    }
  }

  #drawn(percent: number): boolean {
    return this.#random.next() * 100 < percent;
  }
}

function within({ service, operation, account }: CallScope, call: StruckCall): boolean {
  return (
    (service === undefined || service === call.service) &&
    (operation === undefined || operation === call.operation) &&
    (account === undefined || account === call.account)
  );
}
