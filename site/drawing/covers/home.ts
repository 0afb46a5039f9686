import { type CoverDrawing, cloud, curl, every } from './shapes.ts';

/** A cloud on the loom. */
export const home: CoverDrawing = {
  sun: { x: 1084, y: 92, r: 40 },
  strands: every(15, 652, 34).map((x) => `M${x} 34V306`),
  beams: ['M635 29H1145', 'M635 311H1145'],
  woven: [cloud(690, 262, 390), cloud(1010, 296, 165)],
  curls: [curl(806, 222, 34, 1), curl(932, 208, 42, -1), curl(1074, 280, 18, 1)],
  events: [],
};
