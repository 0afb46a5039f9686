import type { VariantKey } from '#labs/lab-pack.ts';
import { keep, keeps, kept } from '../../elements/storage.ts';
import type { Edits } from '../messages.ts';

/** What a reader has done in a lab: kept in the browser, and in a file where they want it elsewhere. */
export interface Work {
  /** The stage or drill they chose last. */
  variant: VariantKey | undefined;
  edits: Partial<Record<VariantKey, Edits>>;
  /** Ids of the checks that passed once. */
  passed: string[];
}

export const noWork: Work = { variant: undefined, edits: {}, passed: [] };
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

/** Data from outside as work; undefined when anything in it is not what it has to be. */
function workOf(data: unknown): Work | undefined {
  if (!isRecord(data) || !isRecord(data.edits) || !Array.isArray(data.passed)) return undefined;
  const { variant, edits, passed } = data;
  if (variant !== undefined && !isVariant(variant)) return undefined;
  if (!passed.every((id) => typeof id === 'string')) return undefined;
  if (!Object.entries(edits).every(([key, value]) => isVariant(key) && isEdits(value))) return undefined;
  return { variant, edits: edits as Work['edits'], passed };
}

const isVariant = (value: unknown): value is VariantKey => typeof value === 'string' && /^(stage|drill):[\w-]+$/.test(value);
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function isEdits(value: unknown): value is Edits {
  if (!isRecord(value)) return false;
  const { sources = {}, template } = value;
  return (
    isRecord(sources) &&
    Object.values(sources).every((source) => typeof source === 'string') &&
    (template === undefined || typeof template === 'string')
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Reason: a file that is not JSON is no work either.
  }
}
