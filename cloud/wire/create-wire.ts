import type { Wire, WiredService } from './wire.ts';

export function createWire(_services: readonly WiredService[]): Wire {
  return { open: () => Promise.reject(new Error('The wire is not built yet.')) };
}
