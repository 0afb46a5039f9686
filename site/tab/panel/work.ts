import type { VariantKey } from '#labs/lab-pack.ts';
import { keep, keeps, kept } from '../../elements/storage.ts';
import type { Edits } from '../messages.ts';
import { isRecord, noWork, type Work, workOf } from './lab-work.ts';

const FORMAT = 'xuong-may/lab/1';

/** One lab's work in this browser. */
export class KeptWork {
  readonly #lab: string;
  #now: Work;

  constructor(lab: string) {
    this.#lab = lab;
    this.#now = workOf(kept(this.#name)) ?? noWork;
  }

  get now(): Work {
    return this.#now;
  }

  /** Whether it will be there on the next visit. */
  get lasts(): boolean {
    return keeps();
  }

  change(parts: Partial<Work>): void {
    this.#now = { ...this.#now, ...parts };
    keep(this.#name, this.#now);
  }

  editsOf(variant: VariantKey): Edits {
    return this.#now.edits[variant] ?? {};
  }

  /** Changes the edits of a stage or drill; an empty set of them is none. */
  edit(variant: VariantKey, { sources = {}, template }: Edits): void {
    const { [variant]: _, ...edits } = this.#now.edits;
    const isNone = Object.keys(sources).length === 0 && template === undefined;
    this.change({ edits: isNone ? edits : { ...edits, [variant]: { sources, ...(template !== undefined && { template }) } } });
  }

  toFile(): string {
    return `${JSON.stringify({ format: FORMAT, lab: this.#lab, ...this.#now }, null, 2)}\n`;
  }

  /** Takes the work out of a file; false when it is none of this lab. */
  fromFile(text: string): boolean {
    const data = parsed(text);
    if (!isRecord(data) || data.format !== FORMAT || data.lab !== this.#lab) return false;
    const work = workOf(data);
    if (work) this.change(work);
    return work !== undefined;
  }

  get #name(): string {
    return `lab.${this.#lab}`;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Reason: a file that is not JSON is no work either.
  }
}
