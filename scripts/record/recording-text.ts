import type { Recording } from '../../site/recording/recording.ts';

/** A recording as a file: one line a moment, so that a change of it can be read. */
export function recordingText({ moments, ...head }: Recording): string {
  const lines = moments.map((moment) => `    ${JSON.stringify(moment)}`);
  const begin = JSON.stringify(head, null, 2).replace(/\n}$/, '');
  return `${begin},\n  "moments": [\n${lines.join(',\n')}\n  ]\n}\n`;
}
