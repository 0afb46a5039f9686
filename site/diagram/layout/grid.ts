import type { Arrow, Scene } from '../scene.ts';
import {
  around,
  type Box,
  type Drawing,
  iconBox,
  overlap,
  type PlacedNode,
  type Point,
  type RoutedArrow,
  segmentsOf,
  straightened,
  type Words,
} from './drawing.ts';
import { groupText } from './group-text.ts';
import { type Port, router } from './route.ts';
import { below, roomOf, wordsAt } from './words.ts';

const COLUMN = 184;
const ROW = 136;
/** Between an icon's centre and where an arrow ends; on the router's lattice. */
const REACH = 32;
/** Below the two lines under an icon. */
const REACH_BELOW = 64;

/** Placed by hand, in columns and rows; arrows find their way around what stands there. Throws naming nodes without a place. */
export function grid({ nodes, arrows, groups }: Scene): Drawing {
  const lost = nodes.filter(({ at }) => at === undefined);
  if (lost.length > 0) {
    throw new Error(
      `diagram.ts places some nodes, so it has to place all that are drawn. Without a place: ${lost.map(({ path }) => path).join(', ')}`,
    );
  }
  const placed = nodes.map((node): PlacedNode => {
    const [column, row] = node.at!;
    const [x, y] = [column * COLUMN, row * ROW].map((value) => Math.round(value / 8) * 8) as [number, number];
    return { node, x, y, ...below(node, x, y) };
  });
  const at = new Map(placed.map((node) => [node.node.id, node]));
  const bodies = placed.flatMap((node) => [iconBox(node), node.name.box, node.kind.box]);
  const route = router(bodies.map((box) => around([box], 3)));
  const far = ({ from, to }: Arrow) => Math.abs(at.get(from)!.x - at.get(to)!.x) + Math.abs(at.get(from)!.y - at.get(to)!.y);
  const turn = ({ from, to }: Arrow) => (at.get(from)!.x === at.get(to)!.x || at.get(from)!.y === at.get(to)!.y ? 0 : 1);
  const byEase = arrows.toSorted((a, b) => turn(a) - turn(b) || far(a) - far(b));
  const routes = new Map(byEase.map((arrow) => [arrow, route(arrow, portsOf(at.get(arrow.from)!), portsOf(at.get(arrow.to)!))]));
  const taken: Box[] = [...bodies];
  const lines = [...routes.values()].flatMap((points) => segmentsOf(points, 2));
  const routed = arrows.map((arrow): RoutedArrow => {
    const points = straightened(routes.get(arrow)!);
    const label = arrow.label && place(points, roomOf(arrow.label, 'label'), taken, lines);
    if (label) taken.push(label.box);
    return { arrow, points, label };
  });
  const boxes = groups
    .map((group) => ({
      group,
      inside: placed.filter(
        ({ node }) => node.group === group.id || groups.some((each) => each.id === node.group && each.group === group.id),
      ),
    }))
    .filter(({ inside }) => inside.length > 0)
    .map(({ group, inside }) => {
      const inner = around(
        inside.flatMap((node) => [iconBox(node), node.name.box, node.kind.box]),
        group.group ? 14 : 26,
      );
      const box = { ...inner, y: inner.y - 20, height: inner.height + 20 };
      return { group, box, label: wordsAt(box.x + 34, box.y + 21, 'start', roomOf(groupText(group), 'label'), 'label') };
    });
  const drawn = routed.flatMap(({ points, label }) => [
    ...points.map((point) => ({ ...point, width: 0, height: 0 })),
    ...(label ? [label.box] : []),
  ]);
  return { view: around([...bodies, ...drawn, ...boxes.map(({ box }) => box)], 6), nodes: placed, arrows: routed, groups: boxes };
}

function portsOf({ x, y }: PlacedNode): Port[] {
  return [
    { x: x + REACH, y, out: 'right', cost: 0 },
    { x: x - REACH, y, out: 'left', cost: 0 },
    { x, y: y - REACH, out: 'up', cost: 1 },
    { x: x - 16, y: y - REACH, out: 'up', cost: 3 },
    { x: x + 16, y: y - REACH, out: 'up', cost: 3 },
    { x, y: y + REACH_BELOW, out: 'down', cost: 2 },
  ];
}

/** Beside the longest piece of the line that has room, above it or below, to its right or left. */
function place(points: readonly Point[], width: number, taken: readonly Box[], lines: readonly Box[]): Words {
  const pieces = points
    .slice(1)
    .map((to, index) => ({ from: points[index]!, to, length: Math.abs(to.x - points[index]!.x) + Math.abs(to.y - points[index]!.y) }));
  const candidates = pieces
    .toSorted((a, b) => b.length - a.length)
    .flatMap(({ from, to }) =>
      [0.5, 0.35, 0.65, 0.2, 0.8].flatMap((part) =>
        besides({ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }, from.y === to.y, width),
      ),
    );
  const troubles = ({ box }: Words) =>
    10 * taken.filter((other) => overlap(box, other)).length + lines.filter((line) => overlap(box, line)).length;
  return candidates.toSorted((a, b) => troubles(a) - troubles(b))[0]!;
}

function besides({ x, y }: Point, lying: boolean, width: number): Words[] {
  if (lying) return [wordsAt(x, y - 7, 'middle', width, 'label'), wordsAt(x, y + 17, 'middle', width, 'label')];
  return [wordsAt(x + 9, y + 4, 'start', width, 'label'), wordsAt(x - 9, y + 4, 'end', width, 'label')];
}
