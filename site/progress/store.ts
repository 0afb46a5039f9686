import { keep, keeps, kept } from '../elements/storage.ts';
import { fromData, noProgress, type Progress, toData } from './progress.ts';

/** The reader's progress in this browser. Where storage is refused it lasts as long as the page. */
class ProgressStore {
  #now = this.#stored() ?? noProgress;
  #listeners: (() => void)[] = [];

  constructor() {
    // Another tab has changed it.
    addEventListener('storage', () => {
      this.#now = this.#stored() ?? noProgress;
      this.#tell();
    });
    // A page that comes back from the browser's memory has missed what happened meanwhile.
    addEventListener('pageshow', ({ persisted }) => {
      if (!persisted) return;
      this.#now = this.#stored() ?? this.#now;
      this.#tell();
    });
  }

  get now(): Progress {
    return this.#now;
  }

  /** Whether it will be there on the next visit. */
  get lasts(): boolean {
    return keeps();
  }

  change(to: (now: Progress) => Progress): void {
    // Reason: another tab may have written since this one read.
    this.#now = to(this.#stored() ?? this.#now);
    keep('progress', toData(this.#now));
    this.#tell();
  }

  /** Calls the listener now and after every change. */
  follow(listener: () => void): void {
    this.#listeners.push(listener);
    listener();
  }

  #stored(): Progress | undefined {
    const read = fromData(kept('progress'));
    return typeof read === 'string' ? undefined : read;
  }

  #tell() {
    for (const listener of this.#listeners) listener();
  }
}

export const progressStore = new ProgressStore();
