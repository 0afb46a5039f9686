import { type CoverDrawing, cloud, curl, every } from './shapes.ts';

const FLOOR = 258;

/** A communal house on stilts: a tall woven roof, a floor above the flood, room for everybody. */
export const capstone: CoverDrawing = {
  sun: { x: 1108, y: 78, r: 36 },
  strands: [
    ...every(4, 226, 28).map((x) => `M${x} 226V268`),
    ...every(9, 752, 30).map((x) => `M${x} 196V${FLOOR}`),
    'M850 258L836 322M890 258L904 322',
    ...every(3, 276, 16).map((y) => `M${846 - (y - 276) / 5} ${y}H${894 + (y - 276) / 5}`),
  ],
  beams: ['M196 270H342', `M706 ${FLOOR}H1034`, 'M786 30H954'],
  poles: [...every(5, 726, 72).map((x) => `M${x} 190V324`), ...every(3, 214, 55).map((x) => `M${x} 220V324`)],
  woven: [
    'M640 208C734 176 772 116 794 36H946C968 116 1006 176 1100 208C1040 194 960 190 870 190S700 194 640 208z',
    'M160 232C210 214 232 176 244 128H294C306 176 328 214 378 232C340 224 304 222 269 222S198 224 160 232z',
    cloud(520, 324, 150),
    cloud(1050, 326, 140),
  ],
  curls: [curl(594, 304, 20, 1), curl(1118, 306, 18, 1)],
  knots: [
    { x: 870, y: 30 },
    { x: 269, y: 126 },
  ],
  events: every(4, 780, 60).map((x) => ({ x, y: 228 })),
};
