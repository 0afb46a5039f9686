import type { Background } from '../../service.ts';
import type { Shelf } from './shelf.ts';
import type { SqsState } from './state.ts';

/** What SQS keeps for the life of the process only. */
export interface Local {
  /** By queue ARN: which messages may be received, and who waits for one. */
  shelves: Map<string, Shelf>;
  /** Ends the wait of a running move task, by handle. */
  moves: Map<string, () => void>;
  /** Ends the wait for a queue's next measurement, by its ARN. */
  gauges: Map<string, () => void>;
  /** How work outside of a request begins; set when the cloud has started. */
  background?: Background<SqsState, Local>;
}
