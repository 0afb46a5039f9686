import type { DiagramHints } from '#labs/contract.ts';

/** From the failing function to the incident, left to right; the log's way below it. */
export const diagram: DiagramHints = {
  nodes: { ChargeLogs: { shown: true } },
};
