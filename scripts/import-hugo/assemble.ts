import type { Piece, Shortcode, StrayEnd } from './shortcodes.ts';

/** Where a shortcode's result stands: between paragraphs, within a line, or as an address. */
export type Placement = 'flow' | 'phrasing' | 'address';

/** A source whose shortcodes are place holders: Markdown can be read, and every line knows where it comes from. */
export interface Assembled {
  text: string;
  /** The source's line of each line of the text. */
  lines: number[];
  slots: { piece: Shortcode | StrayEnd; placement: Placement }[];
}

/** Two characters that a source does not use, around the number of a slot. */
export interface Marks {
  open: string;
  close: string;
}

/** Characters for private use that stand nowhere in the source. */
export function marksFor(source: string): Marks {
  const free = (function* () {
    for (let point = 0xe000; point < 0xf900; point++) if (!source.includes(String.fromCharCode(point))) yield String.fromCharCode(point);
  })();
  return { open: free.next().value ?? '\ue000', close: free.next().value ?? '\ue001' };
}

/** Puts a holder of its place where each shortcode stands; one that becomes a block gets lines of its own, as far in as it stood. */
export function assemble(
  pieces: readonly Piece[],
  marks: Marks,
  placementOf: (piece: Shortcode, standsAlone: boolean) => Placement,
): Assembled {
  const result: Assembled = { text: '', lines: [], slots: [] };
  const write = (value: string, line: number, counts: boolean) => {
    if (result.lines.length === 0) result.lines.push(line);
    let at = line;
    for (const letter of value) if (letter === '\n') result.lines.push(counts ? ++at : at);
    result.text += value;
  };
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind === 'text') {
      // Reason: what follows a block in its line begins a line, where more spaces would make it code.
      const follows = index > 0 && result.text.endsWith('\n') && !piece.value.startsWith('\n');
      write(follows ? piece.value.replace(/^[ \t]+/, '') : piece.value, piece.line, true);
      continue;
    }
    const before = result.text.slice(result.text.lastIndexOf('\n') + 1);
    const next = pieces[index + 1];
    const after = next?.kind === 'text' ? next.value.split('\n')[0]! : '';
    const isLocked = /^\s*(\||#{1,6}\s)/.test(before);
    const standsAlone = !isLocked && /^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*$/.test(before) && (after.trim() === '' || piece.raw.includes('\n'));
    const wanted = piece.kind === 'stray' ? 'phrasing' : placementOf(piece, standsAlone);
    const placement = wanted === 'flow' && isLocked ? 'phrasing' : wanted;
    const holder = `${marks.open}${result.slots.length}${marks.close}`;
    result.slots.push({ piece, placement: wanted });
    if (placement !== 'flow') {
      write(holder, piece.line, false);
      continue;
    }
    const { blank, inside } = indentAfter(before);
    const isOpen = before.trim() !== '' && !blank;
    write(`${isOpen ? `\n\n${inside}` : ''}${holder}\n\n${after.trim() === '' ? '' : inside}`, piece.line, false);
  }
  return result;
}

/** How far in a line's content stands, as what the next line begins with; `blank` when the line has nothing but list and quote marks. */
function indentAfter(line: string): { blank: boolean; inside: string } {
  const [marks = ''] = /^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*/.exec(line) ?? [];
  return { blank: marks === line, inside: marks.replace(/[^\s>]/g, ' ') };
}

/** Takes off what the inside of a shortcode stands in, as far as its lines share it and the shortcode itself does. */
export function dedented(pieces: readonly Piece[]): Piece[] {
  const lines = pieces.flatMap((piece) => (piece.kind === 'text' ? piece.value.split('\n').slice(1) : []));
  const widths = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)![0].length);
  const width = widths.length > 0 ? Math.min(...widths) : 0;
  if (width === 0) return [...pieces];
  return pieces.map((piece) =>
    piece.kind === 'text' ? { ...piece, value: piece.value.replace(new RegExp(`\\n[ \\t]{1,${width}}`, 'g'), '\n') } : piece,
  );
}
