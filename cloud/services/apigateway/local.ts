import type { LogWriter } from '../../gateway/log-writer.ts';
import type { AuthorizerCache } from './execution/authorizer-cache.ts';
import type { CompiledApi } from './execution/compiled.ts';
import type { Buckets } from './execution/throttle.ts';
import type { Definition } from './state.ts';

/** What lives as long as the process. */
export interface Local {
  /** Where an API was found last: ids are unique over all accounts and regions. */
  places: Map<string, { account: string; region: string }>;
  compiled: WeakMap<Definition, CompiledApi>;
  buckets: Buckets;
  authorizers: AuthorizerCache;
  logWriter: LogWriter | undefined;
}
