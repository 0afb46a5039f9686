import type { Picture } from './png.ts';

/** How much light a byte of colour stands for. Computed once per execution environment: there are only 256 of them. */
const LIGHT = Float32Array.from({ length: 256 }, (_, byte) => toLight(byte));

/**
 * A smaller picture, at most `widest` pixels wide. Each of its pixels is the mean of those it stands for; the mean is taken
 * of light, not of the bytes, or else fine patterns would come out too dark. Each pixel of the original is read once.
 */
export function shrink({ width, height, pixels }: Picture, widest: number): Picture {
  const scale = Math.max(1, width / widest);
  const small = { width: Math.round(width / scale), height: Math.max(1, Math.round(height / scale)) };
  const shrunk = new Uint8Array(4 * small.width * small.height);
  for (let y = 0; y < small.height; y++) {
    const [top, bottom] = [Math.floor((y * height) / small.height), Math.floor(((y + 1) * height) / small.height)];
    for (let x = 0; x < small.width; x++) {
      const [left, right] = [Math.floor((x * width) / small.width), Math.floor(((x + 1) * width) / small.width)];
      // #region mean
      let [red, green, blue, opacity] = [0, 0, 0, 0];
      for (let row = top; row < bottom; row++) {
        for (let at = 4 * (row * width + left); at < 4 * (row * width + right); at += 4) {
          const weight = pixels[at + 3]!;
          red += weight * LIGHT[pixels[at]!]!;
          green += weight * LIGHT[pixels[at + 1]!]!;
          blue += weight * LIGHT[pixels[at + 2]!]!;
          opacity += weight;
        }
      }
      const count = (bottom - top) * (right - left);
      shrunk.set([toByte(red / opacity), toByte(green / opacity), toByte(blue / opacity), opacity / count], 4 * (y * small.width + x));
      // #endregion mean
    }
  }
  return { ...small, pixels: shrunk };
}

function toLight(byte: number): number {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** NaN, the colour of what is fully transparent, becomes 0. */
function toByte(light: number): number {
  return 255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055) + 0.5;
}
