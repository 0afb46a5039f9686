import type { Arrow } from '../scene.ts';
import { cheapestFirst } from './cheapest-first.ts';
import type { Box, Point } from './drawing.ts';

/** Where a line may leave or reach a node, and what it costs to use it. */
export interface Port extends Point {
  out: Way;
  cost: number;
}

type Way = 'right' | 'left' | 'up' | 'down';

/** Lines run on a lattice of this many units. */
const UNIT = 8;
const ways: Readonly<Record<Way, readonly [number, number]>> = { right: [1, 0], left: [-1, 0], up: [0, -1], down: [0, 1] };
const opposite: Readonly<Record<Way, Way>> = { right: 'left', left: 'right', up: 'down', down: 'up' };

/** A place on the lattice, and a way through it, as numbers. */
const key = (x: number, y: number) => (x + 4096) * 8192 + y + 4096;
const order: readonly Way[] = ['right', 'left', 'up', 'down'];
const turned = (x: number, y: number, way: Way) => key(x, y) * 4 + order.indexOf(way);

/** What a step costs beyond its length, in steps. */
const BEND = 7;
const CROSSING = 5;
const ALONG_ANOTHER = 40;
const BESIDE_ANOTHER = 2;
/** Sharing a way is calm, but then words stand on a line that is not theirs alone. */
const SHARED = 0.3;

interface State {
  x: number;
  y: number;
  way: Way;
  cost: number;
  before: State | undefined;
}

/** A piece of a line that lies on the lattice already. */
interface Trace {
  lying: boolean;
  from: string;
  to: string;
  style: Arrow['style'];
}

/**
 * Finds lines around boxes, one after the other: each goes the cheapest way given those that lie there. Lines of one
 * source or one target may run together. Throws when there is no way.
 */
export function router(boxes: readonly Box[]): (arrow: Arrow, from: readonly Port[], to: readonly Port[]) => Point[] {
  const traces = new Map<number, Trace[]>();
  const isBlocked = (x: number, y: number) =>
    boxes.some((box) => x * UNIT > box.x && x * UNIT < box.x + box.width && y * UNIT > box.y && y * UNIT < box.y + box.height);
  const blocked = new Map<number, boolean>();
  const blockedAt = (x: number, y: number) => {
    const known = blocked.get(key(x, y)) ?? isBlocked(x, y);
    blocked.set(key(x, y), known);
    return known;
  };
  const edge = {
    left: min(boxes, 'x') - 4,
    top: min(boxes, 'y') - 4,
    right: max(boxes, 'x', 'width') + 4,
    bottom: max(boxes, 'y', 'height') + 4,
  };
  const joins = (trace: Trace, arrow: Arrow) => trace.style === arrow.style && (trace.from === arrow.from || trace.to === arrow.to);

  function price(x: number, y: number, way: Way, arrow: Arrow): number {
    const lying = way === 'right' || way === 'left';
    const here = traces.get(key(x, y)) ?? [];
    const along = here.some((trace) => trace.lying === lying && !joins(trace, arrow)) ? ALONG_ANOTHER : 0;
    const crossing = here.some((trace) => trace.lying !== lying && !joins(trace, arrow)) ? CROSSING : 0;
    const sides = lying ? [key(x, y - 1), key(x, y + 1)] : [key(x - 1, y), key(x + 1, y)];
    const beside = sides.some((side) => (traces.get(side) ?? []).some((trace) => trace.lying === lying && !joins(trace, arrow)))
      ? BESIDE_ANOTHER
      : 0;
    const shared = arrow.label && here.some((trace) => trace.lying === lying && joins(trace, arrow)) ? SHARED : 0;
    return 1 + along + crossing + beside + shared;
  }

  return (arrow, from, to) => {
    const queue = cheapestFirst<State>();
    for (const port of from) queue.add({ x: port.x / UNIT, y: port.y / UNIT, way: port.out, cost: port.cost, before: undefined });
    const best = new Map<number, number>();
    const ends = new Map(to.map((port) => [turned(port.x / UNIT, port.y / UNIT, opposite[port.out]), port]));
    for (let state = queue.take(); state; state = queue.take()) {
      const id = turned(state.x, state.y, state.way);
      if (state.before === undefined ? false : best.get(id)! < state.cost) continue;
      if (isEnd(state)) return lay(state, arrow);
      for (const way of order) {
        if (way === opposite[state.way]) continue;
        // Reason: a line leaves its icon straight before it turns.
        if (state.before === undefined && way !== state.way) continue;
        const [x, y] = [state.x + ways[way][0], state.y + ways[way][1]];
        const port = ends.get(turned(x, y, way));
        if (x < edge.left || x > edge.right || y < edge.top || y > edge.bottom || (!port && blockedAt(x, y))) continue;
        const cost = state.cost + price(x, y, way, arrow) + (way === state.way ? 0 : BEND) + (port?.cost ?? 0);
        const next = turned(x, y, way);
        if (cost >= (best.get(next) ?? Number.POSITIVE_INFINITY)) continue;
        best.set(next, cost);
        queue.add({ x, y, way, cost, before: state });
      }
    }
    throw new Error(`no way for an arrow from ${arrow.from} to ${arrow.to}: give the nodes in diagram.ts more room`);

    function isEnd({ x, y, way, before }: State): boolean {
      return before !== undefined && ends.has(turned(x, y, way));
    }
  };

  function lay(end: State, arrow: Arrow): Point[] {
    const points: Point[] = [];
    for (let state: State | undefined = end; state; state = state.before) {
      points.unshift({ x: state.x * UNIT, y: state.y * UNIT });
      const lying = state.way === 'right' || state.way === 'left';
      const id = key(state.x, state.y);
      traces.set(id, [...(traces.get(id) ?? []), { lying, from: arrow.from, to: arrow.to, style: arrow.style }]);
    }
    return points;
  }
}

const min = (boxes: readonly Box[], axis: 'x' | 'y') => Math.floor(Math.min(...boxes.map((box) => box[axis])) / UNIT);
const max = (boxes: readonly Box[], axis: 'x' | 'y', size: 'width' | 'height') =>
  Math.ceil(Math.max(...boxes.map((box) => box[axis] + box[size])) / UNIT);
