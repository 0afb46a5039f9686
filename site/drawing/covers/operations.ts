import { type CoverDrawing, circle, cloud, curl, every, type Point } from './shapes.ts';

const lens: Point = { x: 800, y: 158 };
/** A line that beats: a wave now and then. */
const beat = (y: number, from: number) =>
  `M-20 ${y}H${from}${every(5, 0, 1)
    .map(() => 'q14 -34 28 0t28 0h190')
    .join('')}H1220`;

/** A looking glass of rattan over lines that beat; under it, one beat is not like the others. */
export const operations: CoverDrawing = {
  sun: { x: 1092, y: 74, r: 34 },
  strands: [beat(96, 30), beat(158, 120), beat(220, 66), beat(282, 180)],
  beams: ['M893 251L962 320'],
  panes: [circle(lens, 88)],
  woven: [`${circle(lens, 120)}${circle(lens, 84)}`, cloud(1010, 316, 150)],
  curls: [curl(1084, 296, 19, 1)],
  ties: [`M${lens.x - 82} ${lens.y + 14}h40q12 -26 24 0t20 0l18 -64l22 92l14 -28h26`],
  events: [
    { x: lens.x + 20, y: lens.y - 50, odd: true },
    ...[
      [72, 96],
      [318, 96],
      [162, 158],
      [408, 158],
      [108, 220],
      [354, 220],
      [600, 220],
      [222, 282],
      [468, 282],
      [714, 282],
      [564, 96],
      [1146, 158],
      [1056, 96],
    ].map(([x, y]) => ({ x: x! - 28, y: y! - 17 })),
  ],
};
