/** How far a reader is. Pages go by their keys (`event-driven/leda`), so that both languages share it. */
export interface Progress {
  visited: ReadonlySet<string>;
  done: ReadonlySet<string>;
  /** Where the reader was last: a page, and a heading's id in it (or nothing, for its top). */
  last: Place | undefined;
}

export interface Place {
  page: string;
  heading: string;
}

export const noProgress: Progress = { visited: new Set(), done: new Set(), last: undefined };

/** The newest form of the file this site writes and reads. */
const VERSION = 1;
const NAME = 'xuong-may';

export function visited(progress: Progress, place: Place): Progress {
  return { ...progress, visited: new Set([...progress.visited, place.page]), last: place };
}

export function marked(progress: Progress, page: string, isDone: boolean): Progress {
  const done = new Set(progress.done);
  if (isDone) done.add(page);
  else done.delete(page);
  return { ...progress, done };
}

/** What either of the two has; the place is the second one's, where it has one. */
export function merged(one: Progress, other: Progress): Progress {
  return {
    visited: new Set([...one.visited, ...other.visited]),
    done: new Set([...one.done, ...other.done]),
    last: other.last ?? one.last,
  };
}

/** As plain data, for storage and for a file. */
export function toData({ visited, done, last }: Progress): object {
  return { workshop: NAME, version: VERSION, visited: [...visited].sort(), done: [...done].sort(), ...(last && { last }) };
}

/** What is wrong with data that should be a reader's progress. */
export type Unreadable = 'not-progress' | 'newer';

/** The way back. What is no progress, or comes from a newer site, is named and not guessed at. */
export function fromData(value: unknown): Progress | Unreadable {
  if (!isRecord(value) || value.workshop !== NAME || typeof value.version !== 'number') return 'not-progress';
  if (value.version > VERSION) return 'newer';
  const { visited, done, last } = value;
  if (!isKeys(visited) || !isKeys(done)) return 'not-progress';
  const place = isRecord(last) && isKey(last.page) && typeof last.heading === 'string' && /^[a-z0-9-]*$/.test(last.heading);
  return {
    visited: new Set(visited),
    done: new Set(done),
    last: place ? { page: last.page as string, heading: last.heading as string } : undefined,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isKeys(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isKey);
}

function isKey(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z0-9-]+(\/[a-z0-9-]+)*$/.test(value);
}
