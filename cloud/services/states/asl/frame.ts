import type { Random } from '../../../random.ts';
import type { QueryLanguage, State } from './definition.ts';
import type { Json, JsonObject } from './json.ts';

/** A state at work: what its fields are evaluated against. */
export interface Frame {
  name: string;
  state: State;
  language: QueryLanguage;
  /** What came in. */
  input: Json;
  /** Variables by name, without `$`. */
  variables: JsonObject;
  /** The context object: `$$`, or `$states.context`. */
  context: JsonObject;
  random: Random;
  /** ms */
  now: number;
}

/** What a state does next. */
export type Step =
  /** It is done: `result` goes through its output fields. `rule` is the Choice rule that was met. */
  | { do: 'leave'; result: Json; next?: string; rule?: { Assign?: JsonObject; Output?: Json } }
  | { do: 'wait'; until: number }
  | { do: 'call'; resource: string; parameters: Json; timeoutSeconds?: number; heartbeatSeconds?: number }
  | { do: 'fork'; branches: Fork[]; concurrency: number }
  | { do: 'fail'; error: string | undefined; cause: string | undefined };

export interface Fork {
  /** The states to run, from this state on: `['Branches', '0']`. */
  within: readonly string[];
  input: Json;
  /** In a Map: `$$.Map.Item`. */
  item?: { index: number; value: Json };
}
