import type { Arrow, Scene, SceneNode } from '../scene.ts';
import {
  around,
  type Drawing,
  GAP,
  HALF,
  iconBox,
  type PlacedGroup,
  type PlacedNode,
  type Point,
  type RoutedArrow,
  straightened,
  type Words,
} from './drawing.ts';
import { groupText } from './group-text.ts';
import { beside, roomOf, sizes, wordsAt } from './words.ts';

/** Between two icons: at least this, more where arrows that come in there say something. */
const BETWEEN = 40;
const RAIL = 13;
const GROUP_HEAD = 28;
const GROUP_FOOT = 12;
/** Of a group's box, rails included. */
const WIDTH = 312;

/**
 * For narrow pages: one icon a row with its name beside it. What goes to the next row goes straight down; everything else
 * leaves an icon to the left, follows a rail of its own and comes in from above. Settings come in from the left.
 */
export function rails(scene: Scene): Drawing {
  const nodes = inOrder(scene);
  const row = new Map(nodes.map(({ id }, index) => [id, index]));
  const straight = (arrow: Arrow) => row.get(arrow.to)! - row.get(arrow.from)! === 1 && arrow.style !== 'setting';
  const railed = scene.arrows.filter((arrow) => !straight(arrow));
  const trunks = trunksOf(railed, row);
  const left = 4 + trunks.lanes * RAIL + (trunks.lanes > 0 ? 12 : 4);
  const x = left + HALF;

  const chains = nodes.map((node) => groupsOf(node, scene));
  /** Groups that begin above a row, the innermost first; and those that end below it. */
  const opened = (index: number) => chains[index]?.filter((id) => !chains[index - 1]?.includes(id)) ?? [];
  const closed = (index: number) => chains[index]?.filter((id) => !chains[index + 1]?.includes(id)) ?? [];
  /** Between an icon and what is above it: for the arrows that come in, and their words. */
  const zone = (node: SceneNode) => Math.max(BETWEEN, 18 + labelled(scene.arrows, node).length * sizes.label.line);

  let y = 0;
  const placed = nodes.map((node, index): PlacedNode => {
    const heads = opened(index).length * GROUP_HEAD + closed(index - 1).length * GROUP_FOOT;
    y += index === 0 ? HALF : 2 * HALF + zone(node) + heads;
    return { node, x, y, ...beside(node, x, y) };
  });
  const at = new Map(placed.map(({ node, x: nodeX, y: nodeY }) => [node.id, { x: nodeX, y: nodeY }]));
  const routed = scene.arrows.map((arrow): RoutedArrow => {
    const [from, to] = [at.get(arrow.from)!, at.get(arrow.to)!];
    const points = straight(arrow)
      ? [
          { x, y: from.y + HALF + GAP },
          { x, y: to.y - HALF - GAP },
        ]
      : along(arrow, from, to, left - 12 - trunks.laneOf(arrow) * RAIL);
    return { arrow, points, label: labelOf(arrow, scene.arrows, to) };
  });
  const groups = scene.groups.flatMap((group): PlacedGroup[] => {
    const inside = placed.flatMap((_, index) => (chains[index]!.includes(group.id) ? [index] : []));
    const [first, last] = [inside[0], inside.at(-1)];
    if (first === undefined || last === undefined) return [];
    const depth = upwards(group.id, scene).length - 1;
    const above = zone(placed[first]!.node) - 6 + (opened(first).indexOf(group.id) + 1) * GROUP_HEAD;
    const below = 8 + closed(last).indexOf(group.id) * GROUP_FOOT;
    const top = placed[first]!.y - HALF - above;
    const box = { x: left - 9 + depth * 4, y: top, width: WIDTH - left - depth * 8, height: placed[last]!.y + HALF + below - top };
    return [{ group, box, label: wordsAt(x + 34, top + 19, 'start', roomOf(groupText(group), 'label'), 'label') }];
  });
  const boxes = [
    ...placed.flatMap((node) => [iconBox(node), node.name.box, node.kind.box]),
    ...routed.flatMap(({ points, label }) => [
      ...points.map((point) => ({ ...point, width: 0, height: 0 })),
      ...(label ? [label.box] : []),
    ]),
    ...groups.map(({ box }) => box),
  ];
  return { view: around(boxes, 6), nodes: placed, arrows: routed, groups };
}

/** Each arrow's words stand in the room above the icon it comes to, one below the other. */
function labelled(arrows: readonly Arrow[], { id }: { id: string }): Arrow[] {
  const coming = arrows.filter(({ to, label, style }) => to === id && label && style !== 'setting');
  return coming.filter(
    (arrow, index) => coming.findIndex((other) => other.label!.en === arrow.label!.en && other.style === arrow.style) === index,
  );
}

function labelOf(arrow: Arrow, arrows: readonly Arrow[], to: Point): Words | undefined {
  const lines = labelled(arrows, { id: arrow.to });
  const index = lines.indexOf(arrow);
  if (index < 0) return undefined;
  const first = to.y - HALF - 13 - (lines.length - 1) * sizes.label.line;
  return wordsAt(to.x + 11, first + index * sizes.label.line, 'start', roomOf(arrow.label, 'label'), 'label');
}

function along(arrow: Arrow, from: Point, to: Point, rail: number): Point[] {
  const side = from.x - HALF - GAP;
  const out = from.y + (arrow.style === 'setting' ? 0 : 9);
  if (arrow.style === 'setting') {
    const end = to.y - 9;
    return straightened([
      { x: side, y: out },
      { x: rail, y: out },
      { x: rail, y: end },
      { x: side, y: end },
    ]);
  }
  const enter = to.y - HALF - 24;
  return straightened([
    { x: side, y: out },
    { x: rail, y: out },
    { x: rail, y: enter },
    { x: to.x, y: enter },
    { x: to.x, y: to.y - HALF - GAP },
  ]);
}

/** Arrows of one source and style share a rail; rails that pass the same rows stand side by side, the shortest nearest. */
function trunksOf(arrows: readonly Arrow[], row: ReadonlyMap<string, number>): { lanes: number; laneOf(arrow: Arrow): number } {
  const keyOf = ({ from, style }: Arrow) => `${from} ${style}`;
  const spans = new Map<string, { from: number; to: number }>();
  for (const arrow of arrows) {
    const rows = [row.get(arrow.from)!, row.get(arrow.to)! - 0.5];
    const span = spans.get(keyOf(arrow)) ?? { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };
    spans.set(keyOf(arrow), { from: Math.min(span.from, ...rows), to: Math.max(span.to, ...rows) });
  }
  const lanes: { from: number; to: number }[][] = [];
  const laneOf = new Map<string, number>();
  for (const [key, span] of [...spans].sort(([, a], [, b]) => a.to - a.from - (b.to - b.from))) {
    const isFree = (taken: { from: number; to: number }[]) => taken.every((other) => other.to < span.from || span.to < other.from);
    const found = lanes.findIndex(isFree);
    const lane = found < 0 ? lanes.length : found;
    lanes[lane] = [...(lanes[lane] ?? []), span];
    laneOf.set(key, lane);
  }
  return { lanes: lanes.length, laneOf: (arrow) => laneOf.get(keyOf(arrow))! };
}

const upwards = (id: string | undefined, scene: Scene): string[] => {
  const group = scene.groups.find((each) => each.id === id);
  return group ? [group.id, ...upwards(group.group, scene)] : [];
};
const groupsOf = (node: SceneNode, scene: Scene) => upwards(node.group, scene);

/** As the hints say; else along the arrows, those of one group together. */
export function inOrder(scene: Scene): SceneNode[] {
  const order = sorted(scene);
  const placeOf = (ids: readonly string[]) => order.findIndex((node) => ids.every((id) => groupsOf(node, scene).includes(id)));
  // Reason: a group is one box, so its rows stand together, where its first one stands.
  const key = (node: SceneNode) => [
    ...groupsOf(node, scene)
      .toReversed()
      .map((_, depth, chain) => placeOf(chain.slice(0, depth + 1))),
    order.indexOf(node),
  ];
  return order.toSorted((a, b) => {
    const [x, y] = [key(a), key(b)];
    const differs = x.findIndex((value, index) => value !== y[index]);
    return (x[differs] ?? -1) - (y[differs] ?? -1);
  });
}

function sorted({ nodes, arrows }: Scene): SceneNode[] {
  if (nodes.some(({ rank }) => rank !== undefined)) return nodes.toSorted((a, b) => (a.rank ?? nodes.length) - (b.rank ?? nodes.length));
  const ways = arrows.map(({ from, to, against }) => (against ? { from: to, to: from } : { from, to }));
  const left = [...nodes];
  const done: SceneNode[] = [];
  while (left.length > 0) {
    const ready = left.filter(({ id }) => ways.every((way) => way.to !== id || done.some((node) => node.id === way.from)));
    // What the last one leads to comes next; in a circle the first that stands in the template.
    const next = ready.find(({ id }) => ways.some((way) => way.from === done.at(-1)?.id && way.to === id)) ?? ready[0] ?? left[0]!;
    done.push(next);
    left.splice(left.indexOf(next), 1);
  }
  return done;
}
