import type { Cell, StateStore } from '../../cells.ts';

const CELLS = 'cells';

/** Keeps a cloud's cells in a database of the page's origin. Each save is one transaction: all of it is there, or nothing. */
export async function indexedDbStore(name: string): Promise<StateStore & { close(): void }> {
  const database = await opened(name);
  return {
    load: () => done<Cell[]>(database.transaction(CELLS).objectStore(CELLS).getAll()),
    save: (cells) =>
      new Promise((resolve, reject) => {
        const transaction = database.transaction(CELLS, 'readwrite', { durability: 'relaxed' });
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error ?? new Error('The page could not keep its state.'));
        const store = transaction.objectStore(CELLS);
        for (const cell of cells) store.put(cell, `${cell.service}|${cell.account}|${cell.region}`);
      }),
    close: () => database.close(),
  };
}

/** Forgets what such a store keeps. Waits until no cloud uses it any more. */
export async function forgetDatabase(name: string): Promise<void> {
  await done(indexedDB.deleteDatabase(name));
}

async function opened(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => void request.result.createObjectStore(CELLS);
  const database = await done(request);
  // Reason: another tab that wants to forget the state must not wait for this one.
  database.onversionchange = () => database.close();
  return database;
}

function done<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
