import type { Picture } from './png.ts';

/**
 * A smaller picture, at most `widest` pixels wide. Each of its pixels is a weighted mean (Gauss) of what lies around the
 * place it stands for, so that edges come out soft; the mean is taken of light, not of the bytes.
 */
export function shrink({ width, height, pixels }: Picture, widest: number): Picture {
  const scale = Math.max(1, width / widest);
  const small = { width: Math.round(width / scale), height: Math.max(1, Math.round(height / scale)) };
  const shrunk = new Uint8Array(4 * small.width * small.height);
  const reach = 2.25 * scale;
  for (let y = 0; y < small.height; y++) {
    for (let x = 0; x < small.width; x++) {
      const [middleX, middleY] = [(x + 0.5) * scale, (y + 0.5) * scale];
      let [red, green, blue, opacity, weights] = [0, 0, 0, 0, 0];
      for (let row = Math.max(0, Math.ceil(middleY - reach)); row < Math.min(height, middleY + reach); row++) {
        for (let column = Math.max(0, Math.ceil(middleX - reach)); column < Math.min(width, middleX + reach); column++) {
          const at = 4 * (row * width + column);
          const weight = Math.exp(-((column - middleX) ** 2 + (row - middleY) ** 2) / scale ** 2);
          red += weight * pixels[at + 3]! * toLight(pixels[at]!);
          green += weight * pixels[at + 3]! * toLight(pixels[at + 1]!);
          blue += weight * pixels[at + 3]! * toLight(pixels[at + 2]!);
          opacity += weight * pixels[at + 3]!;
          weights += weight;
        }
      }
      shrunk.set([toByte(red / opacity), toByte(green / opacity), toByte(blue / opacity), opacity / weights], 4 * (y * small.width + x));
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
