import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Font, type Path, parse } from 'opentype.js/dist/opentype.mjs';

/** A typeface from several files, each with letters of its own: as a browser would use them. */
export interface Typeface {
  fonts: readonly Font[];
}

/** Latin, Vietnamese and what else Be Vietnam Pro has. */
const subsets = ['latin', 'vietnamese', 'latin-ext'];

/** Be Vietnam Pro, from the package it comes in: nothing depends on the fonts of the machine. */
export function beVietnamPro(weight: 400 | 600, root = process.cwd()): Typeface {
  const file = (subset: string) =>
    resolve(root, `node_modules/@fontsource/be-vietnam-pro/files/be-vietnam-pro-${subset}-${weight}-normal.woff`);
  return { fonts: subsets.map((subset) => parse(new Uint8Array(readFileSync(file(subset))).buffer)) };
}

/** A text as the data of an SVG path, its baseline at `y`. Throws naming a character that the typeface lacks. */
export function outline(typeface: Typeface, text: string, x: number, y: number, size: number): string {
  return placed(typeface, text, size)
    .glyphs.flatMap(({ glyph, at }) => glyph.getPath(x + at, y, size).commands)
    .map(command)
    .join('');
}

/** Reason: the package's own way to text turns some numbers into NaN. */
function command({ type, x1, y1, x2, y2, x, y }: Path['commands'][number]): string {
  const numbers = [x1, y1, x2, y2, x, y].filter((value) => value !== undefined);
  return type + numbers.map((value) => Math.round(value * 10) / 10).join(' ');
}

export function widthOf(typeface: Typeface, text: string, size: number): number {
  return placed(typeface, text, size).width;
}

function placed({ fonts }: Typeface, text: string, size: number) {
  let width = 0;
  let before: { font: Font; glyph: ReturnType<Font['charToGlyph']> } | undefined;
  const glyphs = [...text.normalize('NFC')].map((character) => {
    const font = fonts.find((one) => one.charToGlyphIndex(character) > 0);
    if (!font)
      throw new Error(`Be Vietnam Pro has no "${character}" (U+${character.codePointAt(0)!.toString(16).toUpperCase()}), in "${text}"`);
    const glyph = font.charToGlyph(character);
    const scale = size / font.unitsPerEm;
    if (before?.font === font) width += font.getKerningValue(before.glyph, glyph) * scale;
    const at = width;
    width += glyph.advanceWidth * scale;
    before = { font, glyph };
    return { glyph, at };
  });
  return { glyphs, width };
}

/** A text in lines no wider than `width`, of lengths as equal as may be. */
export function inLines(typeface: Typeface, text: string, size: number, width: number): string[] {
  const count = filled(typeface, text, size, width).length;
  let [low, high] = [width / 2, width];
  // The narrowest width that needs no further line.
  for (let step = 0; step < 12; step++) {
    const middle = (low + high) / 2;
    if (filled(typeface, text, size, middle).length > count) low = middle;
    else high = middle;
  }
  return filled(typeface, text, size, high);
}

function filled(typeface: Typeface, text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && widthOf(typeface, longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
