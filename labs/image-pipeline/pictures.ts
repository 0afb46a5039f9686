import { encode } from 'fast-png';

type Colour = readonly [red: number, green: number, blue: number];

const DUSK: readonly Colour[] = [
  [38, 62, 104],
  [196, 133, 122],
  [248, 205, 140],
];
const SUN = { x: 0.66, y: 0.44, radius: 0.055, glow: 0.34, colour: [255, 240, 200] as Colour };
/** Rows of islands from far to near: where they stand in the water, how high and how wide they are, their colour. */
const ROWS: readonly { foot: number; high: number; wide: number; colour: Colour }[] = [
  { foot: 0.6, high: 0.2, wide: 0.09, colour: [150, 120, 130] },
  { foot: 0.62, high: 0.26, wide: 0.14, colour: [96, 88, 108] },
  { foot: 0.66, high: 0.34, wide: 0.2, colour: [42, 50, 66] },
];
const WATER = 0.66;

/** A bay with limestone islands at dusk, drawn from its size alone, as a PNG file. */
export function bay(width: number, height: number): Uint8Array {
  const data = new Uint8Array(3 * width * height);
  const skylines = ROWS.map((row, index) => Float32Array.from({ length: width }, (_, x) => skyline(x / width, index, row)));
  for (let row = 0; row < height; row++) {
    const isWater = row / height >= WATER;
    // Water shows what is above it, pressed together and a little darker.
    const y = isWater ? WATER - (row / height - WATER) * 1.6 : row / height;
    const shift = isWater ? Math.round(Math.sin(row * 0.9) * 0.004 * width) : 0;
    const dimmed = isWater ? 0.78 : 1;
    const [red, green, blue] = dusk(y);
    for (let column = 0, at = 3 * row * width; column < width; column++, at += 3) {
      const x = Math.min(width - 1, Math.max(0, column + shift));
      let front = ROWS.length - 1;
      while (front >= 0 && !(y > skylines[front]![x]! && (isWater || y < ROWS[front]!.foot))) front--;
      const glow = front < 0 ? SUN.glow - Math.hypot((x / width - SUN.x) * (width / height), y - SUN.y) : 0;
      const colour = front >= 0 ? ROWS[front]!.colour : glow > SUN.glow - SUN.radius ? SUN.colour : undefined;
      const added = colour ? 0 : Math.max(0, 120 * glow);
      data[at] = dimmed * Math.min(255, (colour ? colour[0] : red) + added);
      data[at + 1] = dimmed * Math.min(255, (colour ? colour[1] : green) + added);
      data[at + 2] = dimmed * Math.min(255, (colour ? colour[2] : blue) + added);
    }
  }
  // Reason: the fastest level; a picture is written to be sent once.
  return encode({ width, height, data, channels: 3 }, { zlib: { level: 1 } });
}

/** How far down from the top a row of islands begins, as a part of the height. */
function skyline(x: number, row: number, { foot, high, wide }: (typeof ROWS)[number]): number {
  const place = x / wide + 0.4 * row;
  const island = Math.floor(place);
  const within = place - island;
  const chance = scattered(island * 7 + row * 131);
  const tall = chance < 0.3 ? 0.12 : 0.3 + 0.7 * chance;
  return foot - high * tall * Math.sin(Math.PI * within) ** 0.45 * (0.92 + 0.08 * Math.sin(within * 40 + row));
}

function dusk(y: number): Colour {
  const place = Math.min(1.999, Math.max(0, (y / WATER) * 2));
  const [above, below] = [DUSK[Math.floor(place)]!, DUSK[Math.floor(place) + 1]!];
  const between = (part: 0 | 1 | 2) => above[part] + (below[part] - above[part]) * (place % 1);
  return [between(0), between(1), between(2)];
}

/** The same number between 0 and 1 for the same seed, as if by chance. */
function scattered(seed: number): number {
  const value = Math.sin(seed * 12.9898) * 43758.5453;
  return value - Math.floor(value);
}
