/** A literal character, or any number of any characters. */
type Step = { literal: string } | 'any';

/** A wildcard that cannot be read. */
export class WildcardProblem extends Error {}

/** Reads `*.png`: `\*` and `\\` stand for the characters themselves. Throws WildcardProblem. */
export function parseWildcard(text: string): Step[] {
  const steps: Step[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    // Reason: places are counted with the quotes around the text.
    if (char === '\\') {
      const escaped = text[at + 1];
      if (escaped !== '*' && escaped !== '\\') throw new WildcardProblem(`Invalid escape character at pos ${at + 1}`);
      steps.push({ literal: escaped });
      at += 1;
    } else if (char === '*') {
      if (text[at + 1] === '*') throw new WildcardProblem(`Consecutive wildcard characters at pos ${at + 1}`);
      steps.push('any');
    } else {
      steps.push({ literal: char });
    }
  }
  return steps;
}

/** Whether a text is one that the wildcard means. */
export function wildcardTest(steps: readonly Step[]): (text: string) => boolean {
  const parts = [''];
  for (const step of steps) {
    if (step === 'any') parts.push('');
    else parts[parts.length - 1] += step.literal;
  }
  const [first, last] = [parts[0]!, parts.at(-1)!];
  if (parts.length === 1) return (text) => text === first;
  return (text) => {
    if (!text.startsWith(first) || !text.endsWith(last)) return false;
    // Reason: the first place where a part fits leaves the most for those after it.
    let at = first.length;
    for (const part of parts.slice(1, -1)) {
      const found = text.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at <= text.length - last.length;
  };
}

/** More positions at once make a rule too complex. */
const MOST_POSITIONS = 10;

/**
 * Whether the wildcards of one field are more than EventBridge takes: it counts in how many of their positions a reader of
 * a value may stand at once. EventBridge User Guide, "Wildcard matching complexity".
 */
export function isTooComplex(wildcards: readonly (readonly Step[])[]): boolean {
  const lines: Step[][] = wildcards.map((steps) => [{ literal: '"' }, ...steps, { literal: '"' }]);
  const alphabet = new Set(lines.flat().flatMap((step) => (step === 'any' ? [] : [step.literal])));
  // Reason: every character that no wildcard names acts like this one.
  alphabet.add('');
  const start = closed(
    lines,
    lines.map((_, line) => [line, 0] as const),
  );
  const seen = new Set([keyOf(start)]);
  const open = [start];
  for (let positions = open.pop(); positions; positions = open.pop()) {
    for (const char of alphabet) {
      const after = closed(
        lines,
        positions.flatMap(([line, at]) => stepped(lines[line]!, line, at, char)),
      );
      if (after.length > MOST_POSITIONS) return true;
      const key = keyOf(after);
      if (after.length === 0 || seen.has(key)) continue;
      seen.add(key);
      open.push(after);
    }
  }
  return false;
}

type Position = readonly [line: number, at: number];

const keyOf = (positions: readonly Position[]) => positions.map(([line, at]) => `${line}:${at}`).join();

function stepped(steps: readonly Step[], line: number, at: number, char: string): Position[] {
  const after: Position[] = [];
  if (at > 0 && steps[at - 1] === 'any') after.push([line, at]);
  const step = steps[at];
  if (step !== undefined && step !== 'any' && step.literal === char) after.push([line, at + 1]);
  return after;
}

/** With the positions behind wildcards that stand for nothing; in order, each once. */
function closed(lines: readonly (readonly Step[])[], positions: readonly Position[]): Position[] {
  const all = new Map<string, Position>();
  for (const [line, from] of positions) {
    all.set(`${line}:${from}`, [line, from]);
    if (lines[line]![from] === 'any') all.set(`${line}:${from + 1}`, [line, from + 1]);
  }
  return [...all.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}
