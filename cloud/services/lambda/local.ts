import type { Call } from '../../operation.ts';
import type { Background } from '../../service.ts';
import type { Sampler } from '../../tracing/sampler.ts';
import type { Pools } from './execution/pools.ts';
import type { Slots } from './execution/slots.ts';
import type { Poller } from './mappings/mapping-work.ts';
import type { LambdaState } from './state.ts';

/** What Lambda keeps for the life of the process: environments, invocations under way, pollers. */
export interface Local {
  pools: Pools;
  /** Invocations under way, by account and region. */
  slots: Map<string, Slots>;
  /** By mapping UUID. */
  pollers: Map<string, Poller>;
  /** Mappings whose old poller still works on a batch while they change, by UUID. */
  changing: Map<string, Promise<void>>;
  /** Asynchronous events that are being run or wait for their next attempt; the function cancels the wait. */
  events: Map<string, () => void>;
  /** Which invocations are traced where nobody has decided. */
  sampler: Sampler;
  /** How work outside of a request begins; set when the cloud has started. */
  background?: Background<LambdaState, Local>;
  stopped: boolean;
}

/** The same place outside of the request at hand. */
export function backgroundCall(call: Call<LambdaState, Local>): Call<LambdaState, Local> {
  return backgroundOf(call.local).open(call.account, call.region);
}

export function backgroundOf(local: Local): Background<LambdaState, Local> {
  if (!local.background) throw new Error('Lambda has not started.');
  return local.background;
}
