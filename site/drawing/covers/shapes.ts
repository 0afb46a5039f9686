/** A place in a cover, which is 1200 wide and 340 high. Phones see the right two thirds of it. */
export interface Point {
  x: number;
  y: number;
}

/** What a cover is drawn from, from the back to the front: every cover is made of the same few things. */
export interface CoverDrawing {
  sun: Point & { r: number };
  /** Thin rattan. */
  strands: readonly string[];
  /** Thick wood, and thinner wood. */
  beams?: readonly string[];
  poles?: readonly string[];
  /** Openings through which nothing behind is seen. */
  panes?: readonly string[];
  /** What is woven: clouds, baskets, roofs. Holes are paths in the path. */
  woven: readonly string[];
  /** The turned lines inside a cloud, as on old wood blocks. */
  curls: readonly string[];
  /** Thin rattan in front of what is woven. */
  ties?: readonly string[];
  knots?: readonly Point[];
  /** `odd` ones are duplicates, late, or mishaps. */
  events: readonly (Point & { odd?: boolean })[];
}

/** A cloud that stands on `y`, `width` wide. */
export function cloud(x: number, y: number, width: number): string {
  const u = (units: number) => round((units * width) / 100);
  const arc = (r: number, dx: number, dy: number) => `a${u(r)} ${u(r)} 0 0 1 ${u(dx)} ${u(dy)}`;
  return `M${round(x + u(14))} ${y}${arc(14, -2, -27)}${arc(19, 26, -18)}${arc(21, 38, 7)}${arc(17, 20, 14)}${arc(12.5, -6, 24)}z`;
}

export function curl(x: number, y: number, size: number, turn: 1 | -1): string {
  const r = size * turn;
  const by = (dx: number, dy: number) => `${round(dx * r)} ${round(dy * size)}`;
  return `M${round(x)} ${round(y)}c${by(-1, -0.9)} ${by(0.9, -1.6)} ${by(1.15, -0.35)}c${by(0.1, 0.6)} ${by(-0.75, 0.62)} ${by(-0.72, 0.08)}`;
}

export function circle({ x, y }: Point, r: number): string {
  return `M${round(x - r)} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
}

/** Straight from point to point; close together they are a curve. */
export function line(points: readonly Point[]): string {
  return `M${points.map(({ x, y }) => `${round(x)} ${round(y)}`).join('L')}`;
}

/** The points of a cubic curve at the given places, from 0 to 1. */
export function along([a, b, c, d]: readonly [Point, Point, Point, Point], places: readonly number[]): Point[] {
  const at = (t: number, p: number, q: number, r: number, s: number) =>
    round((1 - t) ** 3 * p + 3 * (1 - t) ** 2 * t * q + 3 * (1 - t) * t * t * r + t ** 3 * s);
  return places.map((t) => ({ x: at(t, a.x, b.x, c.x, d.x), y: at(t, a.y, b.y, c.y, d.y) }));
}

export function curve([a, b, c, d]: readonly [Point, Point, Point, Point]): string {
  return `M${a.x} ${a.y}C${round(b.x)} ${b.y} ${round(c.x)} ${c.y} ${d.x} ${d.y}`;
}

/** `count` numbers from `from` on, `step` apart. */
export function every(count: number, from: number, step: number): number[] {
  return Array.from({ length: count }, (_, index) => from + index * step);
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
