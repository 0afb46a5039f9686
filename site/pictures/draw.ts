import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beVietnamPro, type Typeface } from './outline.ts';
import { bandSvg, headSvg, type PictureText, pictureSize } from './picture.ts';

/** Draws pictures of pages as PNG and keeps them by what they show: a page that has not changed is not drawn again. */
export class Painter {
  readonly #folder: string;
  readonly #bands = new Map<string, Promise<Buffer>>();
  #faces: { regular: Typeface; bold: Typeface } | undefined;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  async paint(text: PictureText): Promise<Buffer> {
    this.#faces ??= { regular: beVietnamPro(400), bold: beVietnamPro(600) };
    const [head, band] = [headSvg(text, this.#faces), bandSvg(text.cover)];
    const kept = join(this.#folder, `${createHash('sha256').update(head).update(band).digest('hex').slice(0, 24)}.png`);
    if (existsSync(kept)) return readFileSync(kept);
    const picture = await sharp({ create: { ...pictureSize, channels: 3, background: '#fbf8f1' } })
      .composite([
        { input: Buffer.from(head), top: 0, left: 0 },
        { input: await this.#band(text.cover, band), gravity: 'south' },
      ])
      .png({ palette: true, colours: 64, effort: 1, dither: 0 })
      .toBuffer();
    // Reason: another build may be writing the same one.
    writeFileSync(`${kept}.${process.pid}`, picture);
    renameSync(`${kept}.${process.pid}`, kept);
    return picture;
  }

  /** Parts share their drawing; it is the slow half. */
  #band(cover: string, svg: string): Promise<Buffer> {
    const known = this.#bands.get(cover);
    if (known) return known;
    const drawn = sharp(Buffer.from(svg)).png({ compressionLevel: 1 }).toBuffer();
    this.#bands.set(cover, drawn);
    return drawn;
  }
}
