import type { DiagramHints } from '../../labs/contract.ts';
import type { DiagramEdge, DiagramNode, Graph } from '../diagram/graph.ts';
import { unknownHints } from '../diagram/hints.ts';
import type { Drawing } from '../diagram/layout/drawing.ts';
import { layout } from '../diagram/layout/layout.ts';
import { graphOf } from '../diagram/read-graph.ts';
import { type Mark, mergedEdges, sceneOf } from '../diagram/scene.ts';
import type { LabTemplates } from './lab-templates.ts';

/** A lab's stage as a drawing, and all that could be drawn as a list. */
export interface LabDiagram {
  wide: Drawing;
  narrow: Drawing;
  edges: { edge: DiagramEdge; mark: Mark; from: DiagramNode; to: DiagramNode }[];
  lacks: boolean;
  adds: boolean;
  settings: boolean;
}

/** What was drawn, by what it was drawn from: a lab stands in both languages, on its page, in print and in the panel. */
const drawn = new WeakMap<LabTemplates, Map<string, Promise<LabDiagram>>>();

/** A stage's drawing. Throws naming the lab's file and what it names that no stage has, or the stages there are. */
export function drawLab(id: string, templates: LabTemplates, hints: DiagramHints, stage: string, compare?: string): Promise<LabDiagram> {
  const drawings = drawn.get(templates) ?? new Map<string, Promise<LabDiagram>>();
  drawn.set(templates, drawings);
  const key = JSON.stringify([id, hints, stage, compare]);
  const drawing = drawings.get(key) ?? draw(id, templates, hints, stage, compare);
  drawings.set(key, drawing);
  return drawing;
}

async function draw(id: string, templates: LabTemplates, hints: DiagramHints, stage: string, compare?: string): Promise<LabDiagram> {
  const graphs = new Map(Object.entries(templates).map(([name, template]) => [name, graphOf(template, hints)]));
  const unknown = unknownHints(hints, [...graphs.values()]);
  if (unknown.length > 0) {
    const known = [...new Set([...graphs.values()].flatMap(({ nodes }) => nodes.map(({ path }) => path)))];
    throw new Error(`labs/${id}/diagram.ts speaks of ${unknown.join(', ')}, which no stage of the lab has. There are: ${known.join(', ')}`);
  }
  const graphAt = (name: string): Graph => {
    const graph = graphs.get(name);
    if (!graph) throw new Error(`labs/${id} has no stage "${name}". Stages: ${[...graphs.keys()].join(', ')}`);
    return graph;
  };
  const graph = graphAt(stage);
  const compared = compare === undefined ? undefined : graphAt(compare);
  const scene = sceneOf(graph, compared);
  const nodes = new Map([...(compared?.nodes ?? []), ...graph.nodes].map((node) => [node.id, node]));
  const has = (mark: Mark) => [...scene.nodes.map((node) => node.mark), ...scene.arrows.map(({ style }) => style)].includes(mark);
  return {
    ...(await layout(scene)),
    edges: mergedEdges(graph, compared).map(({ edge, mark }) => ({ edge, mark, from: nodes.get(edge.from)!, to: nodes.get(edge.to)! })),
    lacks: has('lacking'),
    adds: has('added'),
    settings: scene.arrows.some(({ style }) => style === 'setting'),
  };
}
