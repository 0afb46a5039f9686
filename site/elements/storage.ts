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
