import { type CoverDrawing, cloud, curl, every } from './shapes.ts';

/** The looms of a class: from the left, more of the cloud is woven. The large one shows how. */
const looms = [
  { x: 72, woven: 0 },
  { x: 210, woven: 22 },
  { x: 348, woven: 34 },
  { x: 486, woven: 46 },
  { x: 624, woven: 66 },
  { x: 762, woven: 86 },
];
const [TOP, BOTTOM] = [158, 304];

export const instructors: CoverDrawing = {
  sun: { x: 130, y: 78, r: 32 },
  strands: [
    ...looms.flatMap(({ x }) => every(5, x + 13, 21).map((at) => `M${at} ${TOP}V${BOTTOM}`)),
    ...every(9, 928, 29).map((x) => `M${x} 40V306`),
  ],
  beams: ['M906 34H1182', 'M906 310H1182'],
  poles: looms.flatMap(({ x }) => [`M${x} ${TOP}H${x + 110}`, `M${x} ${BOTTOM}H${x + 110}`]),
  woven: [...looms.filter(({ woven }) => woven > 0).map(({ x, woven }) => cloud(x + 55 - woven / 2, 270, woven)), cloud(930, 246, 226)],
  curls: [curl(1000, 214, 24, 1), curl(1072, 208, 28, -1)],
  ties: looms.map(({ x }) => `M914 40C${(x + 914) / 2} ${70} ${x + 55} 90 ${x + 55} ${TOP - 6}`),
  knots: [{ x: 914, y: 36 }],
  events: [...looms.map(({ x }) => ({ x: x + 55, y: TOP - 22 })), { x: 640, y: 70 }, { x: 746, y: 64 }, { x: 846, y: 62 }],
};
