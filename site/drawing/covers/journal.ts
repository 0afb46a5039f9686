import { along, type CoverDrawing, cloud, curl, curve, type Point } from './shapes.ts';

type Bend = readonly [Point, Point, Point, Point];
const bends: Bend[] = [
  [
    { x: -20, y: 290 },
    { x: 120, y: 300 },
    { x: 180, y: 120 },
    { x: 330, y: 124 },
  ],
  [
    { x: 330, y: 124 },
    { x: 480, y: 128 },
    { x: 500, y: 280 },
    { x: 630, y: 276 },
  ],
  [
    { x: 630, y: 276 },
    { x: 760, y: 272 },
    { x: 740, y: 96 },
    { x: 860, y: 92 },
  ],
  [
    { x: 860, y: 92 },
    { x: 960, y: 88 },
    { x: 960, y: 196 },
    { x: 1050, y: 214 },
  ],
];
const days = bends.flatMap((bend, index) =>
  along(bend, index === 0 ? [0.3, 0.5, 0.7, 0.9] : [0.12, 0.34, 0.56, 0.78, 0.97].slice(0, index === 3 ? 3 : 5)),
);
/** Days on which something broke. */
const mishaps = [4, 7, 9, 13];

/** One long strand, a mark for every day; the red ones are days on which something broke. */
export const journal: CoverDrawing = {
  sun: { x: 706, y: 82, r: 34 },
  strands: bends.map(curve),
  woven: [cloud(960, 306, 220), cloud(520, 116, 110)],
  curls: [curl(1030, 276, 24, 1), curl(1098, 270, 27, -1), curl(572, 100, 14, 1)],
  knots: [days[0]!, days.at(-1)!],
  events: days.slice(1, -1).map((day, index) => ({ ...day, odd: mishaps.includes(index + 1) })),
};
