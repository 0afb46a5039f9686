/** A piece of a file, with its lines as the file counts them. */
export interface Snippet {
  /** Without the region's own marker lines and without the indentation that all lines share. */
  code: string;
  /** Where each line stands in the file, counted from 1. */
  numbers: number[];
}

const marker = /^\s*(?:\/\/|#|--|<!--|\/\*)\s*#?(end)?region\b[ \t]*([\w.-]*)/;

/**
 * The lines between `// #region name` and `// #endregion name`; without a name the whole file, markers left out.
 * Throws saying which regions there are.
 */
export function snippet(source: string, file: string, region?: string): Snippet {
  const lines = source.replaceAll('\r\n', '\n').replace(/\n+$/, '').split('\n');
  const [from, to] = region === undefined ? [0, lines.length] : bounds(lines, file, region);
  const inside = lines.slice(from, to).map((text, index) => ({ text, number: from + index + 1 }));
  const kept = withoutBlankEnds(inside.filter(({ text }) => !marker.test(text)));
  const indents = kept.filter(({ text }) => text.trim() !== '').map(({ text }) => /^\s*/.exec(text)![0].length);
  const indent = indents.length === 0 ? 0 : Math.min(...indents);
  return { code: kept.map(({ text }) => text.slice(indent)).join('\n'), numbers: kept.map(({ number }) => number) };
}

function withoutBlankEnds<Line extends { text: string }>(lines: Line[]): Line[] {
  const isWritten = ({ text }: Line) => text.trim() !== '';
  return lines.slice(Math.max(0, lines.findIndex(isWritten)), lines.findLastIndex(isWritten) + 1);
}

/** A file without the lines that mark its regions. */
export function withoutMarkers(source: string): string {
  return source
    .split('\n')
    .filter((line) => !marker.test(line))
    .join('\n');
}

/** The regions a file marks, in order. */
export function regionsOf(source: string): string[] {
  return source.split('\n').flatMap((line) => {
    const found = marker.exec(line);
    return found && !found[1] ? [found[2]!] : [];
  });
}

function bounds(lines: string[], file: string, region: string): [number, number] {
  const start = lines.findIndex((line) => {
    const found = marker.exec(line);
    return found !== null && !found[1] && found[2] === region;
  });
  if (start < 0) {
    throw new Error(`${file} has no region "${region}". Regions there: ${regionsOf(lines.join('\n')).join(', ') || 'none'}`);
  }
  const end = closing(lines, start);
  if (end === undefined) throw new Error(`${file}: region "${region}", line ${start + 1}, is never closed`);
  return [start + 1, end];
}

/** The line that closes the region opened at `start`. Regions nest; an end may name its region. */
function closing(lines: string[], start: number): number | undefined {
  let depth = 0;
  for (let index = start; index < lines.length; index++) {
    const found = marker.exec(lines[index]!);
    if (!found) continue;
    depth += found[1] ? -1 : 1;
    if (depth === 0) return index;
  }
  return undefined;
}
