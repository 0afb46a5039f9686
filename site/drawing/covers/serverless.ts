import { type CoverDrawing, cloud, curl } from './shapes.ts';

const lanterns = [
  { x: 120, y: 214, width: 140, arriving: [60, 98] },
  { x: 400, y: 284, width: 230, arriving: [52, 88, 124, 160] },
  { x: 776, y: 206, width: 130, arriving: [64, 104] },
  { x: 930, y: 294, width: 190, arriving: [56, 94, 138, 180] },
];
const idle = [330, 706];

/** Clouds hung from a beam like lanterns, each as large as its load; where nothing arrives the strand hangs empty. */
export const serverless: CoverDrawing = {
  sun: { x: 692, y: 250, r: 36 },
  strands: [...lanterns.map(({ x, y, width }) => `M${x + width / 2} 30V${y - width * 0.4}`), ...idle.map((x) => `M${x} 30V150`)],
  beams: ['M83 29H1117'],
  woven: lanterns.map(({ x, y, width }) => cloud(x, y, width)),
  curls: lanterns.map(({ x, y, width }) => curl(x + width * 0.5, y - width * 0.11, width * 0.14, 1)),
  knots: idle.map((x) => ({ x, y: 150 })),
  events: lanterns.flatMap(({ x, width, arriving }) => arriving.map((y) => ({ x: x + width / 2, y }))),
};
