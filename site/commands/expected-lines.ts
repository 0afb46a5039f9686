/** A line that a page says is printed, and where the page says so. */
export interface ExpectedLine {
  text: string;
  line: number;
}

/** The first expected line that the output does not have after those before it; undefined when it has all. */
export function missingLine<Line extends { text: string }>(expected: readonly Line[], output: string): Line | undefined {
  const lines = output.split('\n');
  let next = 0;
  for (const line of expected) {
    // Reason: a line of … alone may stand for no line at all.
    if (oneSpace(line.text) === '…') continue;
    while (next < lines.length && !matchesLine(line.text, lines[next]!)) next++;
    if (next === lines.length) return line;
    next++;
  }
  return undefined;
}

/** Is this the line that the page prints? `…` stands for anything, and columns may be wider: white space counts as one space. */
export function matchesLine(expected: string, line: string): boolean {
  const text = oneSpace(line);
  const pieces = oneSpace(expected).split('…');
  const first = pieces.shift()!;
  const last = pieces.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const piece of pieces) {
    const found = text.indexOf(piece, from);
    if (found === -1) return false;
    from = found + piece.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}

function oneSpace(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}
