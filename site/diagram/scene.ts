import type { Text } from '../../labs/contract.ts';
import type { DiagramEdge, DiagramGroup, DiagramNode, Graph } from './graph.ts';

/** Whether a stage has it: `lacking` is what only the other stage has, `added` what only this one has. */
export type Mark = 'same' | 'lacking' | 'added';

/** What one drawing shows: the stage, and what it lacks beside the stage it is compared with. */
export interface Scene {
  nodes: SceneNode[];
  arrows: Arrow[];
  groups: DiagramGroup[];
}

export interface SceneNode extends DiagramNode {
  mark: Mark;
}

/** A drawn line: one edge, or two that go to and fro. */
export interface Arrow {
  edges: DiagramEdge[];
  from: string;
  to: string;
  both: boolean;
  label: Text | undefined;
  style: 'data' | 'setting' | 'lacking' | 'added';
  /** The way from whoever acts to what is acted on, where layouts keep calmer with it: reading goes against the arrow. */
  against: boolean;
}

export function sceneOf(graph: Graph, compared?: Graph): Scene {
  const nodes = merged(graph.nodes, compared?.nodes).filter(({ hidden }) => !hidden);
  const drawn = new Set(nodes.map(({ id }) => id));
  const edges = mergedEdges(graph, compared).filter(({ edge }) => edge.drawn && drawn.has(edge.from) && drawn.has(edge.to));
  const called = new Set(edges.filter(({ edge }) => edge.kind === 'invoke' || edge.kind === 'deliver').map(({ edge }) => edge.to));
  const arrows: Arrow[] = [];
  for (const { edge, mark } of edges) {
    const style = mark === 'same' ? (edge.setting ? 'setting' : 'data') : mark;
    const back = arrows.find((arrow) => arrow.from === edge.to && arrow.to === edge.from && arrow.style === style && !arrow.both);
    if (back) {
      back.both = true;
      back.edges.push(edge);
      back.label = both(back.label, edge.label);
      // Two ways: drawn from whoever acts.
      back.against = back.edges[0]!.kind === 'read';
    } else {
      const against = edge.kind === 'read' && called.has(edge.to);
      arrows.push({ edges: [edge], from: edge.from, to: edge.to, both: false, label: edge.label, style, against });
    }
  }
  return { nodes, arrows, groups: merged(graph.groups, compared?.groups).map(({ mark: _, ...group }) => group) };
}

function merged<Item extends { id: string }>(own: readonly Item[], other: readonly Item[] = own): (Item & { mark: Mark })[] {
  const has = (items: readonly Item[], { id }: Item) => items.some((item) => item.id === id);
  return [
    ...own.map((item) => ({ ...item, mark: has(other, item) ? ('same' as const) : ('added' as const) })),
    ...other.filter((item) => !has(own, item)).map((item) => ({ ...item, mark: 'lacking' as const })),
  ];
}

const wakes = ({ kind }: DiagramEdge) => kind === 'deliver' || kind === 'invoke';

/** An edge that only allows, where the other stage's calls or delivers, is lacking: nothing happens along it yet. */
export function mergedEdges(graph: Graph, compared: Graph = graph): { edge: DiagramEdge; mark: Mark }[] {
  const own = new Map(graph.edges.map((edge) => [edge.id, edge]));
  const other = new Map(compared.edges.map((edge) => [edge.id, edge]));
  const isWhole = (edge: DiagramEdge | undefined, twin: DiagramEdge | undefined) =>
    edge?.drawn && (!twin?.drawn || !wakes(twin) || wakes(edge));
  return [...new Set([...own.keys(), ...other.keys()])].map((id) => {
    const [mine, theirs] = [own.get(id), other.get(id)];
    if (theirs?.drawn && !isWhole(mine, theirs)) return { edge: theirs, mark: 'lacking' };
    if (mine?.drawn && !isWhole(theirs, mine)) return { edge: mine, mark: 'added' };
    return { edge: (mine ?? theirs)!, mark: mine ? 'same' : 'lacking' };
  });
}

function both(a: Text | undefined, b: Text | undefined): Text | undefined {
  if (!a || !b) return a ?? b;
  const join = (x: string, y: string) => [...new Set([x, y])].join(', ');
  return { vi: join(a.vi, b.vi), en: join(a.en, b.en) };
}
