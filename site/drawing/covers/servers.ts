import { along, type CoverDrawing, cloud, curl, curve, every, type Point } from './shapes.ts';

const baskets = [596, 1104];
const RIM = 200;
/** Requests come to one end of the pole, whoever sends them. */
const arriving = [58, 112, 166].map((y): readonly [Point, Point, Point, Point] => [
  { x: -20, y },
  { x: 180, y: y + 40 },
  { x: 360, y: 90 },
  { x: 556, y: 100 },
]);

/** A carrying pole on a cloud's shoulder, the same load in both baskets. */
export const servers: CoverDrawing = {
  sun: { x: 722, y: 268, r: 32 },
  strands: [
    ...arriving.map(curve),
    ...baskets.flatMap((x) => [`M${x} 92L${x - 62} ${RIM}`, `M${x} 92L${x + 62} ${RIM}`, `M${x} 92V${RIM}`]),
  ],
  beams: ['M556 100Q850 40 1144 100'],
  poles: baskets.map((x) => `M${x - 74} ${RIM}H${x + 74}`),
  woven: [
    ...baskets.map((x) => `M${x - 68} ${RIM + 4}H${x + 68}L${x + 46} 296q-2 12 -14 12H${x - 32}q-12 0 -14 -12z`),
    cloud(732, 220, 240),
    cloud(906, 316, 120),
    cloud(150, 308, 190),
  ],
  curls: [curl(806, 186, 26, 1), curl(884, 180, 30, -1), curl(966, 300, 15, 1), curl(244, 282, 24, 1)],
  events: [
    ...arriving.flatMap((way, row) => along(way, every(4, 0.12 + row * 0.05, 0.22))),
    ...baskets.flatMap((x) => [
      ...every(4, x - 36, 24).map((at) => ({ x: at, y: RIM - 11 })),
      ...every(3, x - 24, 24).map((at) => ({ x: at, y: RIM - 24 })),
    ]),
  ],
};
