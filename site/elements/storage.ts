/** What the site keeps in the reader's browser. Reading gives undefined, and writing does nothing, where storage is switched off or damaged. */
const prefix = 'xuong-may.';

export function kept(name: string, storage: () => Storage = () => localStorage): unknown {
  try {
    const text = storage().getItem(prefix + name);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined; // Reason: a page reads the same without what was kept.
  }
}

export function keep(name: string, value: unknown, storage: () => Storage = () => localStorage): void {
  try {
    storage().setItem(prefix + name, JSON.stringify(value));
  } catch {
    // Reason: private windows refuse storage; the choice then lasts as long as the page.
  }
}

/** Forgets what was kept under a name. */
export function forget(name: string, storage: () => Storage = () => localStorage): void {
  try {
    storage().removeItem(prefix + name);
  } catch {
    // Reason: what could not be kept is forgotten already.
  }
}

/** The names under which something is kept. */
export function keptNames(storage: () => Storage = () => localStorage): string[] {
  try {
    const store = storage();
    const keys = Array.from({ length: store.length }, (_, index) => store.key(index) ?? '');
    return keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  } catch {
    return []; // Reason: a page reads the same without what was kept.
  }
}

/** Whether what is kept now will be there on the next visit. */
export function keeps(storage: () => Storage = () => localStorage): boolean {
  try {
    const name = `${prefix}probe`;
    storage().setItem(name, '');
    storage().removeItem(name);
    return true;
  } catch {
    return false;
  }
}
