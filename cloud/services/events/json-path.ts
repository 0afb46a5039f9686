/** Picks a value out of an event; undefined where there is none. */
export type JsonPath = (event: unknown) => unknown;

const STEP = /\.([A-Za-z0-9_/-]+|\*)|\[(\d+|\*)\]|\['([^']+)'\]|\["([^"]+)"\]/y;

/** Reads `$.detail.items[0]`; undefined where EventBridge takes no such path. EventBridge User Guide, "Input transformation". */
export function parseJsonPath(text: string): JsonPath | undefined {
  if (!text.startsWith('$')) return undefined;
  const steps: (string | number)[] = [];
  for (let at = 1; at < text.length; ) {
    STEP.lastIndex = at;
    const found = STEP.exec(text);
    if (!found) return undefined;
    const [all, dotted, index, quoted, doubleQuoted] = found;
    steps.push(index !== undefined && index !== '*' ? Number(index) : (dotted ?? index ?? quoted ?? doubleQuoted)!);
    at += all.length;
  }
  return (event) => pick(event, steps);
}

function pick(value: unknown, steps: readonly (string | number)[]): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  if (step === '*') {
    return Object.values(value)
      .map((item) => pick(item, rest))
      .filter((item) => item !== undefined);
  }
  if (typeof step === 'number') return Array.isArray(value) ? pick(value[step], rest) : undefined;
  return Object.hasOwn(value, step) ? pick((value as Record<string, unknown>)[step], rest) : undefined;
}
