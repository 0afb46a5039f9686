import type { Buckets } from '../../gateway/buckets.ts';
import type { LogWriter } from '../../gateway/log-writer.ts';
import type { VerdictCache } from '../../gateway/verdict-cache.ts';
import type { Sampler } from '../../tracing/sampler.ts';
import type { Verdict } from './execution/authorize.ts';
import type { CompiledApi } from './execution/compiled.ts';
import type { Definition } from './state.ts';

/** What lives as long as the process. */
export interface Local {
  /** Where an API was found last: ids are unique over all accounts and regions. */
  places: Map<string, { account: string; region: string }>;
  compiled: WeakMap<Definition, CompiledApi>;
  buckets: Buckets;
  authorizers: VerdictCache<Verdict>;
  logWriter: LogWriter | undefined;
  /** Which requests are traced where their client has not decided. */
  sampler: Sampler;
}
