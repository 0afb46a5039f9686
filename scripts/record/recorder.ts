import type { Moment, Success, Told } from '../../site/recording/recording.ts';
import type { IoEvent } from '../io/io.ts';

/** Hears what a deployment tells, and notes what a reader would have seen, with its time in ms since the beginning. */
export class Recorder {
  readonly moments: Moment[] = [];
  readonly #now: () => number;
  readonly #began: number;

  constructor(now: () => number) {
    this.#now = now;
    this.#began = now();
  }

  /** Notes an action from its beginning to its end. `work` resolves with how it went, or throws: then there is no recording. */
  async part(begun: Extract<Told, { event: 'begun' }>, work: () => Promise<(ms: number) => Success>): Promise<void> {
    const started = this.#now();
    this.note(begun);
    const outcome = await work();
    this.note({ event: 'ended', outcome: outcome(Math.round(this.#now() - started)) });
  }

  note(told: Told): void {
    this.moments.push({ at: Math.round(this.#now() - this.#began), ...told });
  }

  tell(event: IoEvent): void {
    const told = toldBy(event);
    if (told) this.note(told);
  }
}

/** What the page's panel tells for the same thing. */
function toldBy(event: IoEvent): Told | undefined {
  switch (event.type) {
    case 'resource': {
      const { logicalId: resource, resourceType: type, status, reason } = event;
      return { event: 'stack', resource, type, status, ...(reason !== undefined && { reason }) };
    }
    case 'say': {
      const text = event.key === 'check.doing' ? event.parameters?.text : undefined;
      return typeof text === 'object' ? { event: 'tell', text } : undefined;
    }
    case 'check':
      // Reason: what held on the way is not shown.
      return { event: 'check', result: { ...event.result, comparisons: [] } };
    default:
      return undefined;
  }
}
