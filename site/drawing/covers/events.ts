import { along, type CoverDrawing, cloud, curl, curve, type Point } from './shapes.ts';

const mouth: Point = { x: 860, y: 190 };
const rivers = [
  { y: 118, bend: -34 },
  { y: 166, bend: 10 },
  { y: 214, bend: 42 },
  { y: 262, bend: -14 },
].map(({ y, bend }): readonly [Point, Point, Point, Point] => [
  { x: -20, y },
  { x: mouth.x * 0.3, y: y + bend },
  { x: mouth.x * 0.55, y: y - bend },
  mouth,
]);
const places = [0.06, 0.1, 0.17, 0.22, 0.36, 0.42, 0.58, 0.65, 0.8, 0.87];

/** Events on their way along four strands, through knots, into one cloud. */
export const events: CoverDrawing = {
  sun: { x: 726, y: 74, r: 34 },
  strands: rivers.map(curve),
  woven: [cloud(800, 286, 350), cloud(1060, 322, 130)],
  curls: [curl(904, 250, 32, 1), curl(1016, 238, 38, -1)],
  knots: along(rivers[1]!, [0.3, 0.52, 0.74]),
  events: rivers.flatMap((river, row) =>
    along(
      river,
      places.filter((_, index) => (index + row) % 2 === 0),
    ).map((point, index) => ({ ...point, odd: (index + row) % 4 === 3 })),
  ),
};
