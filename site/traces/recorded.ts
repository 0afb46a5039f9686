import type { Part } from '#labs/traces.ts';
import type { GraphService } from './service-map.ts';
import type { Shown } from './waterfall-shape.ts';

/** Traces of a real run, as `scripts/record-traces.ts` wrote them. */
export interface RecordedTraces {
  lab: string;
  /** The day: `2026-11-21`. */
  recorded: string;
  names: Shown;
  traces: readonly { id: string; segments: readonly Part[] }[];
  services: readonly GraphService[];
}

const found = Object.fromEntries(
  Object.entries(import.meta.glob<RecordedTraces>('./recorded/*.json', { import: 'default', eager: true })).map(([file, recording]) => [
    file.slice('./recorded/'.length, -'.json'.length),
    recording,
  ]),
);

/** Throws naming the recordings there are. */
export function recordedTraces(name: string): RecordedTraces {
  const recording = found[name];
  if (!recording) throw new Error(`no recorded traces "${name}". There are: ${Object.keys(found).join(', ')}`);
  return recording;
}
