/** What a cover is drawn from: a sky of cane work, woven clouds, strands, and events on them. All coordinates in 1200 x 340. */
export interface CoverDrawing {
  sun: { x: number; y: number; r: number };
  clouds: string[];
  /** The turned lines inside a cloud, as on old wood blocks. */
  curls: string[];
  strands: string[];
  /** A loom's beams: where they begin. */
  beams: { x: number; y: number }[];
  knots: { x: number; y: number }[];
  /** `odd` ones are duplicates or late. */
  events: { x: number; y: number; odd: boolean }[];
}

/** A cloud that stands on `y`, `width` wide. */
function cloud(x: number, y: number, width: number): string {
  const u = width / 100;
  return `M${x + 14 * u} ${y}a${14 * u} ${14 * u} 0 0 1 ${-2 * u} ${-27 * u}a${19 * u} ${19 * u} 0 0 1 ${26 * u} ${-18 * u}a${21 * u} ${21 * u} 0 0 1 ${38 * u} ${7 * u}a${17 * u} ${17 * u} 0 0 1 ${20 * u} ${14 * u}a${12.5 * u} ${12.5 * u} 0 0 1 ${-6 * u} ${24 * u}z`;
}

function curl(x: number, y: number, size: number, turn: 1 | -1): string {
  const r = size * turn;
  return `M${x} ${y}c${-r} ${-size * 0.9} ${r * 0.9} ${-size * 1.6} ${r * 1.15} ${-size * 0.35}c${r * 0.1} ${size * 0.6} ${-r * 0.75} ${size * 0.62} ${-r * 0.72} ${size * 0.08}`;
}

/** One strand of the river, from the left edge to where it dives into the cloud. */
const rivers = [
  { y: 118, bend: -34 },
  { y: 166, bend: 10 },
  { y: 214, bend: 42 },
  { y: 262, bend: -14 },
];

function river({ y, bend }: { y: number; bend: number }, toX: number, toY: number): string {
  return `M-20 ${y}C${toX * 0.3} ${y + bend} ${toX * 0.55} ${y - bend} ${toX} ${toY}`;
}

/** A point of that curve, `t` from 0 to 1. */
function on({ y, bend }: { y: number; bend: number }, toX: number, toY: number, t: number): { x: number; y: number } {
  const s = 1 - t;
  const [a, b, c, d] = [s ** 3, 3 * s * s * t, 3 * s * t * t, t ** 3];
  const round = (value: number) => Math.round(value * 10) / 10;
  return {
    x: round(a * -20 + b * toX * 0.3 + c * toX * 0.55 + d * toX),
    y: round(a * y + b * (y + bend) + c * (y - bend) + d * toY),
  };
}

const drawings = { home, events, serverless };
export type CoverKind = keyof typeof drawings;

export function coverDrawing(kind: CoverKind): CoverDrawing {
  return drawings[kind]();
}

function home(): CoverDrawing {
  const warp = Array.from({ length: 15 }, (_, index) => 652 + index * 34);
  return {
    sun: { x: 1084, y: 92, r: 40 },
    clouds: [cloud(690, 262, 390), cloud(1010, 296, 165)],
    curls: [curl(806, 222, 34, 1), curl(932, 208, 42, -1), curl(1074, 280, 18, 1)],
    strands: warp.map((x) => `M${x} 34V306`),
    beams: [
      { x: 628, y: 22 },
      { x: 628, y: 304 },
    ],
    knots: [],
    events: [],
  };
}

function events(): CoverDrawing {
  const [toX, toY] = [860, 190];
  const knots = [0.3, 0.52, 0.74];
  const places = [0.06, 0.1, 0.17, 0.22, 0.36, 0.42, 0.58, 0.65, 0.8, 0.87];
  return {
    sun: { x: 726, y: 74, r: 34 },
    clouds: [cloud(800, 286, 350), cloud(1060, 322, 130)],
    curls: [curl(904, 250, 32, 1), curl(1016, 238, 38, -1)],
    beams: [],
    strands: rivers.map((strand) => river(strand, toX, toY)),
    knots: knots.map((t) => on(rivers[1]!, toX, toY, t)),
    events: rivers.flatMap((strand, row) =>
      places
        .filter((_, index) => (index + row) % 2 === 0)
        .map((t, index) => ({ ...on(strand, toX, toY, t), odd: (index + row) % 4 === 3 })),
    ),
  };
}

/** Clouds hung from a beam like lanterns, each as large as its load; where nothing arrives the strand hangs empty. */
function serverless(): CoverDrawing {
  const lanterns = [
    { x: 120, y: 214, width: 140, arriving: [60, 98] },
    { x: 400, y: 284, width: 230, arriving: [52, 88, 124, 160] },
    { x: 776, y: 206, width: 130, arriving: [64, 104] },
    { x: 930, y: 294, width: 190, arriving: [56, 94, 138, 180] },
  ];
  const idle = [330, 706];
  return {
    sun: { x: 692, y: 250, r: 36 },
    clouds: lanterns.map(({ x, y, width }) => cloud(x, y, width)),
    curls: lanterns.map(({ x, y, width }) => curl(x + width * 0.5, y - width * 0.11, width * 0.14, 1)),
    strands: [...lanterns.map(({ x, y, width }) => `M${x + width / 2} 30V${y - width * 0.4}`), ...idle.map((x) => `M${x} 30V150`)],
    beams: [
      { x: 76, y: 22 },
      { x: 600, y: 22 },
    ],
    knots: idle.map((x) => ({ x, y: 150 })),
    events: lanterns.flatMap(({ x, width, arriving }) => arriving.map((y) => ({ x: x + width / 2, y, odd: false }))),
  };
}
