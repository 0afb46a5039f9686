import { type CoverDrawing, cloud, curl, every } from './shapes.ts';

const WATER = 250;
const wave = (y: number, shift: number) =>
  `M${-60 + shift} ${y}${every(16, 0, 1)
    .map(() => 'q20 -10 40 0t40 0')
    .join('')}`;
/** A basket boat, `r` wide to either side. */
const hull = (x: number, r: number) => `M${x - r} ${WATER - 28}C${x - r} ${WATER + 34} ${x + r} ${WATER + 34} ${x + r} ${WATER - 28}z`;
const ribs = (x: number, r: number) =>
  every(4, 0.2, 0.2).map(
    (part) =>
      `M${x - r * part * 1.05} ${WATER - 26}C${x - r * part} ${WATER + 30} ${x + r * part} ${WATER + 30} ${x + r * part * 1.05} ${WATER - 26}`,
  );
const gates = [636, 862];

/** Basket boats on their way downstream: the first only ribs, the last laden with a cloud. Between them, gates. */
export const delivery: CoverDrawing = {
  sun: { x: 752, y: 92, r: 34 },
  strands: [
    wave(WATER + 26, 0),
    wave(WATER + 46, -24),
    wave(WATER + 66, 8),
    `M-20 78Q300 150 ${gates[0]} 104Q749 160 ${gates[1]} 104Q1040 170 1220 60`,
    ...ribs(530, 62),
    `M${530 - 62} ${WATER - 28}C${530 - 62} ${WATER + 34} ${530 + 62} ${WATER + 34} ${530 + 62} ${WATER - 28}`,
  ],
  poles: [...gates.map((x) => `M${x} 104V${WATER + 44}`), `M460 ${WATER - 28}H600`, `M672 ${WATER - 28}H826`, `M922 ${WATER - 28}H1142`],
  woven: [cloud(936, WATER - 28, 190), hull(749, 68), hull(1032, 102)],
  curls: [curl(1000, WATER - 56, 22, 1), curl(1062, WATER - 58, 24, -1)],
  knots: gates.map((x) => ({ x, y: 104 })),
  events: [
    { x: 500, y: 123 },
    { x: 560, y: 115 },
    { x: 700, y: 124 },
    { x: 749, y: 132 },
    { x: 798, y: 124 },
    { x: 930, y: 124 },
    { x: 1000, y: 128 },
    { x: 1070, y: 117 },
  ],
};
