import type { FlowEdge, FlowNode } from './flow.ts';

/** A drawing of one width: places in user units, ready for SVG. */
export interface FlowLayout {
  width: number;
  height: number;
  /** The icon's centre. Names stand below it, or to its right when the drawing is narrow. */
  nodes: { node: FlowNode; x: number; y: number }[];
  edges: { edge: FlowEdge; d: string; label: { x: number; y: number; anchor: Anchor } }[];
}

type Anchor = 'start' | 'middle' | 'end';

const HALF = 24; // half an icon
const wide = { column: 196, row: 132, left: 72, right: 72, top: 34, below: 74 };
const narrow = { column: 208, row: 112, left: 34, right: 88, top: 34, below: 48 };
/** Room for a name beside an icon, in a narrow drawing of one column. */
const NAME = 208;

export function layout(nodes: readonly FlowNode[], edges: readonly FlowEdge[], shape: 'wide' | 'narrow'): FlowLayout {
  const grid = shape === 'wide' ? wide : narrow;
  const last = (axis: 0 | 1) => Math.max(...nodes.map((node) => node[shape][axis]));
  const placed = nodes.map((node) => ({
    node,
    x: grid.left + node[shape][0] * grid.column,
    y: grid.top + node[shape][1] * grid.row,
  }));
  const at = new Map(placed.map(({ node, x, y }) => [node.id, { x, y }]));
  return {
    width: grid.left + grid.right + (shape === 'narrow' ? NAME : last(0) * grid.column),
    height: grid.top + grid.below + last(1) * grid.row,
    nodes: placed,
    edges: edges.map((edge) => ({ edge, ...route(at.get(edge.from)!, at.get(edge.to)!, shape) })),
  };
}

interface Place {
  x: number;
  y: number;
}

/** Straight where both stand in a line; otherwise once around a corner. The room of the names below the icons stays free. */
function route(a: Place, b: Place, shape: 'wide' | 'narrow'): { d: string; label: { x: number; y: number; anchor: Anchor } } {
  const gap = HALF + 7;
  const name = shape === 'wide' ? 40 : 0; // the two lines of text below an icon
  if (shape === 'narrow' && a.x !== b.x) return aside(a, b, gap);
  if (a.y === b.y) {
    const way = Math.sign(b.x - a.x);
    return { d: `M${a.x + way * gap} ${a.y}H${b.x - way * gap}`, label: { x: (a.x + b.x) / 2, y: a.y - 9, anchor: 'middle' } };
  }
  if (a.x === b.x) {
    const way = Math.sign(b.y - a.y);
    const from = way > 0 ? a.y + gap + name : a.y - gap;
    const to = way > 0 ? b.y - gap : b.y + gap + name;
    const label = { x: a.x + 10, y: (from + to) / 2 + 4, anchor: 'start' } as const;
    return {
      d: `M${a.x} ${from}V${to}`,
      label: shape === 'wide' ? { x: a.x - 10, y: way > 0 ? from + 24 : from - 10, anchor: 'end' } : label,
    };
  }
  const side = Math.sign(b.x - a.x);
  const x = b.x - side * 15;
  return { d: `M${a.x + side * gap} ${a.y}H${x}V${b.y - gap}`, label: { x: 0, y: 0, anchor: 'middle' } };
}

/** In a narrow drawing, from the second column to where the name of a node in the first ends. */
function aside(a: Place, b: Place, gap: number): { d: string; label: { x: number; y: number; anchor: Anchor } } {
  const end = b.x + 138;
  const start = b.y === a.y ? `M${a.x - gap} ${a.y}` : `M${a.x} ${b.y > a.y ? a.y + gap + 40 : a.y - gap}V${b.y}`;
  return { d: `${start}H${end}`, label: { x: 0, y: 0, anchor: 'middle' } };
}
