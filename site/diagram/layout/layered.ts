import elkModule, { type ElkExtendedEdge, type ElkNode } from 'elkjs/lib/elk.bundled.js';
import type { DiagramGroup } from '../graph.ts';
import type { Arrow, Scene, SceneNode } from '../scene.ts';
import {
  around,
  type Drawing,
  GAP,
  HALF,
  iconBox,
  overlap,
  type PlacedGroup,
  type PlacedNode,
  type Point,
  type RoutedArrow,
  segmentsOf,
  straightened,
} from './drawing.ts';
import { groupText } from './group-text.ts';
import { below, nameOf, roomOf, sizes, wordsAt } from './words.ts';

const elk = new elkModule.default();

/** Height of an icon with its two lines. */
const NODE = 2 * HALF + 40;
const GROUP_HEAD = 34;

const options = {
  'elk.algorithm': 'layered',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.json.edgeCoords': 'ROOT',
  'elk.json.shapeCoords': 'ROOT',
  'elk.randomSeed': '1',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.nodePlacement.favorStraightEdges': 'true',
  'elk.spacing.nodeNode': '26',
  'elk.spacing.edgeNode': '16',
  'elk.spacing.edgeEdge': '14',
  'elk.spacing.edgeLabel': '5',
  'elk.layered.spacing.nodeNodeBetweenLayers': '44',
  'elk.layered.spacing.edgeNodeBetweenLayers': '18',
  'elk.layered.edgeLabels.sideSelection': 'ALWAYS_UP',
  'elk.layered.mergeEdges': 'true',
  'elk.layered.mergeHierarchyEdges': 'true',
};

/** Placed by ELK's layers: for drawings that need no hand. */
export async function layered({ nodes, arrows, groups }: Scene, direction: 'RIGHT' | 'DOWN' = 'RIGHT'): Promise<Drawing> {
  // A box is as wide as what is in it, and has to hold its own words; arrows from above come in at the middle, so there
  // the words stand to its left.
  const least = (group: string | undefined): number => {
    const found = groups.find(({ id }) => id === group);
    if (!found) return 0;
    const words = groupWidth(found) + 48;
    const beside = nodes.filter((node) => node.group === group).length;
    return Math.max((direction === 'DOWN' ? (2 * words) / Math.max(beside, 1) : words) - 32, least(found.group));
  };
  const byGroup = (group: string | undefined): ElkNode[] => [
    ...groups.filter((each) => each.group === group).map((each) => groupNode(each, byGroup(each.id))),
    ...nodes.filter((node) => node.group === group).map((node) => leaf(node, direction, least(group))),
  ];
  const graph = await elk.layout({
    id: 'root',
    layoutOptions: { ...options, 'elk.direction': direction },
    children: byGroup(undefined).filter(({ children }) => children === undefined || children.length > 0),
    edges: arrows.map((arrow, index) => edgeOf(arrow, index)),
  });
  const placed = new Map<string, ElkNode>();
  const collect = (node: ElkNode) => {
    placed.set(node.id, node);
    for (const child of node.children ?? []) collect(child);
  };
  collect(graph);
  const placedNodes = nodes.map((node): PlacedNode => {
    const { x = 0, y = 0, width = 0 } = placed.get(node.id)!;
    const centre = { x: x + width / 2, y: y + HALF };
    return { node, ...centre, ...below(node, centre.x, centre.y) };
  });
  const centres = new Map(placedNodes.map(({ node, x, y }) => [node.id, { x, y }]));
  const routed = arrows.map((arrow, index) => routedArrow(arrow, graph.edges![index]!, centres, direction));
  const lines = routed.flatMap(({ points }) => segmentsOf(points, 2));
  const placedGroups = groups
    .filter(({ id }) => placed.has(id))
    .map((group): PlacedGroup => {
      const { x = 0, y = 0, width = 0, height = 0 } = placed.get(group.id)!;
      const corners = [
        wordsAt(x + 34, y + 21, 'start', groupWidth(group), 'label'),
        wordsAt(x + width - 10, y + 21, 'end', groupWidth(group), 'label'),
      ];
      const free = corners.find((corner) => !lines.some((line) => overlap(line, corner.box)));
      return { group, box: { x, y, width, height }, label: free ?? corners[0]! };
    });
  const boxes = [
    ...placedNodes.flatMap(({ x, y, name, kind }) => [iconBox({ x, y }), name.box, kind.box]),
    ...placedGroups.map(({ box }) => box),
    ...routed.flatMap(({ points, label }) => [
      ...points.map((point) => ({ ...point, width: 0, height: 0 })),
      ...(label ? [label.box] : []),
    ]),
  ];
  return { view: around(boxes, 6), nodes: placedNodes, arrows: routed, groups: placedGroups };
}

/** Arrows meet an icon in the middle of its sides, though the words below it belong to the box. */
function leaf(node: SceneNode, direction: 'RIGHT' | 'DOWN', least: number): ElkNode {
  const width = Math.max(least, 2 * HALF + 16, roomOf(nameOf(node), 'name'), roomOf(node.kind, 'kind'));
  const ends =
    direction === 'RIGHT'
      ? { in: [0, HALF, 'WEST'], out: [width, HALF, 'EAST'] }
      : { in: [width / 2, 0, 'NORTH'], out: [width / 2, NODE, 'SOUTH'] };
  return {
    id: node.id,
    width,
    height: NODE,
    layoutOptions: { 'elk.portConstraints': 'FIXED_POS', 'elk.alignment': 'CENTER' },
    ports: Object.entries(ends).map(([end, [x, y, side]]) => ({
      id: `${node.id}:${end}`,
      x: x as number,
      y: y as number,
      width: 0,
      height: 0,
      layoutOptions: { 'elk.port.side': String(side) },
    })),
  };
}

const groupWidth = (group: DiagramGroup) => roomOf(groupText(group), 'label');

function groupNode(group: DiagramGroup, children: ElkNode[]): ElkNode {
  const filled = children.filter((child) => child.children === undefined || child.children.length > 0);
  const room = `[top=${GROUP_HEAD},left=16,bottom=14,right=16]`;
  return {
    id: group.id,
    children: filled,
    layoutOptions: { 'elk.padding': room },
  };
}

function edgeOf({ from, to, against, label }: Arrow, index: number): ElkExtendedEdge {
  const [source, target] = against ? [to, from] : [from, to];
  const labels = label ? [{ text: label.en, width: roomOf(label, 'label') + 4, height: sizes.label.line }] : [];
  return { id: `edge-${index}`, sources: [`${source}:out`], targets: [`${target}:in`], labels };
}

function routedArrow(arrow: Arrow, edge: ElkExtendedEdge, centres: ReadonlyMap<string, Point>, direction: 'RIGHT' | 'DOWN'): RoutedArrow {
  const section = edge.sections![0]!;
  const [source, target] = (arrow.against ? [arrow.to, arrow.from] : [arrow.from, arrow.to]).map((id) => centres.get(id)!) as [
    Point,
    Point,
  ];
  // Between the box, as wide as the words, and the icon itself.
  const near = ({ x, y }: Point, out: boolean): Point[] =>
    direction === 'RIGHT' ? [{ x: x + (out ? 1 : -1) * (HALF + GAP), y }] : out ? [] : [{ x, y: y - HALF - GAP }];
  const inner = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
  const points = straightened([...near(source, true), ...(direction === 'RIGHT' ? inner : inner.slice(0, -1)), ...near(target, false)]);
  const found = edge.labels?.[0];
  const label = found && wordsAt(found.x! + found.width! / 2, found.y! + 11, 'middle', found.width!, 'label');
  return { arrow, points: arrow.against ? points.reverse() : points, label: label ?? undefined };
}
