import type { VariantKey } from '#labs/lab-pack.ts';
import type { Moment, Recording } from '../../../recording/recording.ts';
import type { LabState } from '../../messages.ts';
import type { Action, RunnerEvent } from '../runner.ts';
import { NOTHING, type Watched } from '../watched.ts';

const STACK = 'AWS::CloudFormation::Stack';

/** A recording that tells its moments one by one, as the lab told them while it ran. It only goes on. */
export class RecordedRun implements Watched {
  readonly variant: VariantKey = 'stage:solution';
  readonly drill = undefined;
  state: LabState = NOTHING;
  busy: Action | undefined;
  readonly #recording: Recording;
  readonly #began: number;
  readonly #passed = new Set<string>();
  readonly #resources: LabState['resources'] = {};
  readonly #listeners = new Set<(event: RunnerEvent) => void>();
  #next = 0;

  constructor(recording: Recording) {
    this.#recording = recording;
    this.#began = Date.parse(recording.recorded);
  }

  get about(): Recording['about'] {
    return this.#recording.about;
  }

  get passed(): readonly string[] {
    return [...this.#passed];
  }

  /** How many moments were told. */
  get told(): number {
    return this.#next;
  }

  resourcesOf(): string[] {
    return [...new Set(this.#recording.moments.flatMap((moment) => (moment.event === 'stack' ? [moment.resource] : [])))];
  }

  on(listener: (event: RunnerEvent) => void): void {
    this.#listeners.add(listener);
  }

  /** Tells the next moment; undefined when all were told. */
  step(): Moment | undefined {
    const moment = this.#recording.moments[this.#next];
    if (!moment) return undefined;
    this.#next++;
    this.#follow(moment);
    const event: RunnerEvent = moment.event === 'stack' ? { ...moment, at: this.#began + moment.at } : moment;
    for (const listener of this.#listeners) listener(event);
    return moment;
  }

  #follow(moment: Moment): void {
    switch (moment.event) {
      case 'begun':
        this.busy = moment.action;
        break;
      case 'stack':
        if (moment.type !== STACK) this.#resources[moment.resource] = { id: '', type: moment.type };
        break;
      case 'check':
        if (moment.result.outcome === 'passed') this.#passed.add(moment.result.id);
        break;
      case 'ended':
        this.busy = undefined;
        if (moment.outcome.action === 'deploy')
          this.state = { status: moment.outcome.status, variant: this.variant, outputs: {}, resources: this.#resources };
        if (moment.outcome.action === 'destroy') this.state = NOTHING;
        break;
    }
  }
}
