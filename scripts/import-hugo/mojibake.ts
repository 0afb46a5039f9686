/** What Windows-1252 makes of the bytes 0x80 to 0x9F; bytes without a letter of their own stay control characters. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
/** Where Windows-1254, the same code page in Turkey, has other letters. */
const WINDOWS_1254 = { Ğ: 0xd0, İ: 0xdd, Ş: 0xde, ğ: 0xf0, ı: 0xfd, ş: 0xfe } as const;

const byteOf = new Map<string, number>([
  ...Array.from({ length: 128 }, (_, index) => [String.fromCharCode(0x80 + index), 0x80 + index] as const),
  ...[...WINDOWS_1252].map((letter, index) => [letter, 0x80 + index] as const),
  ...Object.entries(WINDOWS_1254),
]);

/** What a repaired character may be: letters of Vietnamese, signs, arrows, pictures. A letter of another script is a coincidence. */
const PLAUSIBLE =
  /^(?:[\u00a0-\u00bfÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúý×÷ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9\u2000-\u2bff\u3000-\u303f\ufeff\u{1f000}-\u{1faff}]|[\u0300-\u0323]|\ufe0f)$/u;
const VIETNAMESE = /[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]/;

/** What was found in a text, by line. */
export interface Mended {
  text: string;
  /** Lines read as UTF-8 again. */
  repaired: { line: number; from: string; to: string }[];
  /** What is left of letters whose bytes were lost on the way: nothing but a guess could bring them back. */
  lost: { line: number; what: string }[];
  /** Lines that look like it, but could be meant. */
  unsure: { line: number; what: string }[];
}

/** A run of characters: a letter read again, what is left of one, or neither. */
interface Piece {
  kind: 'letter' | 'torn' | 'plain';
  from: string;
  to: string;
}

/** A line read again. */
interface Reread {
  to: string;
  letters: number;
  torn: string[];
}

/** How often UTF-8 may have been misread, one time over the other. */
const MOST_ROUNDS = 3;

/**
 * Repairs text whose UTF-8 was read as Windows-1252 or Latin-1, line by line and only where that is certain: a line that
 * also holds letters which no such reading makes is left as it is, and so is a single letter in a whole text.
 */
export function mendMojibake(text: string): Mended {
  const lines = text.split('\n').map((source) => ({ source, reread: rereadLine(source, MOST_ROUNDS) }));
  const letters = lines.reduce((sum, { reread }) => sum + (reread?.letters ?? 0), 0);
  const result: Mended = { text: '', repaired: [], lost: [], unsure: [] };
  const mended = lines.map(({ source, reread }, index) => {
    const line = index + 1;
    if (reread && letters > 1) {
      result.repaired.push({ line, from: source.trim(), to: reread.to.trim() });
      for (const what of reread.torn) result.lost.push({ line, what: `${what} (${around(reread.to, what)})` });
      return reread.to;
    }
    if (piecesOf(source).some(({ kind, to }) => kind === 'letter' && VIETNAMESE.test(to)))
      result.unsure.push({ line, what: source.trim() });
    return source;
  });
  return { ...result, text: mended.join('\n') };
}

/** The line as it was meant; undefined unless every letter beyond ASCII is one misread, or what is left of one. */
function rereadLine(source: string, rounds: number): Reread | undefined {
  if (rounds === 0 || ![...source].every((letter) => letter < '\u0080' || byteOf.has(letter))) return undefined;
  const pieces = piecesOf(source);
  const letters = pieces.filter(({ kind }) => kind === 'letter');
  if (letters.length === 0 || pieces.some(({ kind, from }) => kind === 'plain' && from >= '\u0080')) return undefined;
  const to = pieces.map((piece) => piece.to).join('');
  const again = rereadLine(to, rounds - 1);
  if (again) return again;
  if (!letters.every((letter) => PLAUSIBLE.test(letter.to))) return undefined;
  return { to, letters: letters.length, torn: pieces.filter(({ kind }) => kind === 'torn').map(({ from }) => from) };
}

function piecesOf(line: string): Piece[] {
  const letters = [...line];
  const bytes = letters.map((letter) => byteOf.get(letter));
  const pieces: Piece[] = [];
  for (let at = 0; at < letters.length; ) {
    const lead = bytes[at];
    const length = lead === undefined ? 0 : sequenceLength(lead);
    let found = 1;
    while (found < length && isContinuation(bytes[at + found])) found++;
    const from = letters.slice(at, at + found).join('');
    const read = length > 0 && found === length ? decoded(bytes.slice(at, at + found) as number[]) : undefined;
    // Reason: misread twice, a letter is one of the code page's own after the first reading.
    if (read !== undefined && (PLAUSIBLE.test(read) || byteOf.has(read))) pieces.push({ kind: 'letter', from, to: read });
    else if (length > 0 && read === undefined) pieces.push({ kind: 'torn', from, to: from });
    else pieces.push({ kind: 'plain', from, to: from });
    at += found;
  }
  return pieces;
}

function sequenceLength(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte <= 0xbf;
}

function decoded(bytes: readonly number[]): string | undefined {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes));
  return text.includes('\ufffd') ? undefined : text;
}

/** The word in which something stands. */
function around(text: string, part: string): string {
  const at = text.indexOf(part);
  return `${/\S*$/.exec(text.slice(0, at))![0]}${part}${/^\S*/.exec(text.slice(at + part.length))![0]}`;
}
