import { convertIndexedToRgb, decode, encode } from 'fast-png';

/** A picture as its pixels: red, green, blue and opacity, a byte each, row by row. */
export interface Picture {
  width: number;
  height: number;
  pixels: Uint8Array;
}

/** What is not a picture, or not one that can be read. It stays so however often it is tried. */
export class NoPicture extends Error {
  override name = 'NoPicture';
}

// #region read
/** Reads a PNG file. Throws NoPicture. */
export function readPng(file: Uint8Array): Picture {
  try {
    const decoded = decode(file);
    const { width, height, depth } = decoded;
    const channels = decoded.palette?.[0]?.length ?? decoded.channels;
    const samples = decoded.palette ? convertIndexedToRgb(decoded) : decoded.data;
    if (depth < 8 && !decoded.palette) throw new Error(`grey with ${depth} bits a pixel is not supported`);
    return { width, height, pixels: toRgba(samples, channels, decoded.palette ? 8 : depth) };
  } catch (error) {
    throw new NoPicture(`not a PNG picture: ${error instanceof Error ? error.message : error}`);
  }
}
// #endregion read

/** Grey becomes three equal colours; what has no opacity is opaque; of 16 bits the upper eight are kept. */
function toRgba(samples: ArrayLike<number>, channels: number, depth: number): Uint8Array {
  const count = samples.length / channels;
  const pixels = new Uint8Array(4 * count);
  const colours = channels < 3 ? [0, 0, 0] : [0, 1, 2];
  const opacity = channels % 2 === 0 ? channels - 1 : undefined;
  const shift = depth - 8;
  for (let pixel = 0; pixel < count; pixel++) {
    for (let colour = 0; colour < 3; colour++) pixels[4 * pixel + colour] = samples[channels * pixel + colours[colour]!]! >> shift;
    pixels[4 * pixel + 3] = opacity === undefined ? 255 : samples[channels * pixel + opacity]! >> shift;
  }
  return pixels;
}

/** Writes a PNG file. */
export function writePng({ width, height, pixels }: Picture): Uint8Array {
  return encode({ width, height, data: pixels, channels: 4 });
}
