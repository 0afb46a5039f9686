import type { Value } from './expression.ts';

const MOST_FIELDS = 200;

/** The fields that Insights finds in a message: those of JSON, and of the lines that Lambda itself writes. */
export function* discovered(message: string): Generator<[string, Value]> {
  const lambda = /^(START|END|REPORT) RequestId: (\S+)/.exec(message);
  if (lambda) {
    yield ['@type', lambda[1]];
    yield ['@requestId', lambda[2]];
    for (const [pattern, name] of REPORTED) {
      const value = pattern.exec(message)?.[1];
      // Reason: Insights tells of memory in bytes.
      if (value !== undefined) yield [name, /emory/.test(name) ? Number(value) * 1e6 : Number(value)];
    }
    return;
  }
  const at = message.indexOf('{');
  if (at === -1) return;
  let root: unknown;
  try {
    root = JSON.parse(message.slice(at));
  } catch {
    return;
  }
  let count = 0;
  for (const field of flat(root, '')) {
    yield field;
    if (++count === MOST_FIELDS) return;
  }
}

const REPORTED = [
  [/\tDuration: ([\d.]+) ms/, '@duration'],
  [/\tBilled Duration: ([\d.]+) ms/, '@billedDuration'],
  [/\tMemory Size: (\d+) MB/, '@memorySize'],
  [/\tMax Memory Used: (\d+) MB/, '@maxMemoryUsed'],
  [/\tInit Duration: ([\d.]+) ms/, '@initDuration'],
] as const;

function* flat(value: unknown, name: string): Generator<[string, Value]> {
  if (typeof value !== 'object' || value === null) {
    if (name !== '' && value !== null) yield [name, value as Value];
    return;
  }
  for (const [key, inner] of Object.entries(value)) yield* flat(inner, name === '' ? key : `${name}.${key}`);
}
