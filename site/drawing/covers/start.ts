import { type CoverDrawing, circle, cloud, curl, every, line, type Point, round } from './shapes.ts';

const hub: Point = { x: 850, y: 184 };
const coil: Point = { x: 560, y: 226 };
const around = (turn: number, r: number): Point => ({
  x: round(hub.x + r * Math.cos(turn * 2 * Math.PI)),
  y: round(hub.y + r * Math.sin(turn * 2 * Math.PI)),
});

/** The bottom of a basket: its ribs spread from one knot, the first rounds are woven, the rest of the rattan lies coiled. */
export const start: CoverDrawing = {
  sun: { x: 690, y: 82, r: 34 },
  strands: [
    ...every(24, 0, 1 / 24).map((turn, index) => line([around(turn, 60), around(turn, index % 2 ? 138 : 150)])),
    ...every(5, 30, 9).map((r) => circle(coil, r)),
    ...every(4, 0, 1).map((row) => `M-20 ${92 + row * 34}C150 ${72 + row * 34} 300 ${150 + row * 16} ${coil.x} ${coil.y - 66 + row * 9}`),
    `M${around(0.5, 116).x} ${around(0.5, 116).y}C690 190 690 296 ${coil.x} ${coil.y + 66}`,
  ],
  woven: [circle(hub, 80), cloud(1016, 124, 130), cloud(150, 322, 150)],
  curls: [curl(1078, 106, 17, 1), curl(224, 302, 20, 1)],
  ties: [line(every(49, 0, 1 / 32).map((turn) => around(turn, 88 + turn * 19)))],
  knots: [hub, { x: coil.x, y: coil.y - 48 }],
  events: [0.62, 0.7, 0.78].map((turn) => around(turn, 88 + turn * 19)),
};
