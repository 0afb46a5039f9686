import type { Tell } from './report.ts';

/** A workshop's files, wherever they lie. Paths are relative to its folder, with slashes. */
export interface SourceFolder {
  files: readonly string[];
  read(path: string): Uint8Array;
}

/** A file's text with plain line ends, whatever it was saved as. Tells when it is no UTF-8. */
export function textOf(bytes: Uint8Array, tell: Tell): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return plain(new TextDecoder(encoding, { fatal: true }).decode(bytes));
  } catch {
    tell('import.encoding', 0, { encoding: 'Windows-1252' });
    return plain(new TextDecoder('windows-1252').decode(bytes));
  }
}

function plain(text: string): string {
  return text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
}
