import type { DiagramHints, Text } from '../../labs/contract.ts';
import { kindOf } from './families/index.ts';
import type { Flow, Look, Part, ResourceKind, ResourceView } from './family.ts';
import { type DiagramEdge, type DiagramNode, type EdgeKind, edgeId, type Graph, type Reason } from './graph.ts';
import { groupsOf } from './groups.ts';
import { applyHints } from './hints.ts';
import { constructPath } from './names.ts';
import { policyFlows, resourcePolicyFlows } from './policies.ts';
import { at, references, type Template, under } from './template.ts';

/** A template's architecture. Hints that speak of other stages change nothing here; `unknownHints` finds those that no stage has. */
export function graphOf(template: Template, hints: DiagramHints = {}): Graph {
  const reading = readTemplate(template, hints);
  const flows = joined(reading, [
    ...reading.all.flatMap((resource) => reading.kind(resource).flows?.(resource, reading) ?? []),
    ...policyFlows(reading),
    ...resourcePolicyFlows(reading),
    ...namings(reading),
  ]);
  const { groups, groupOf } = groupsOf(reading);
  const nodes = reading.all
    .filter((resource) => reading.drawnAs(resource.id).includes(resource.id) && !reading.kind(resource).group)
    .flatMap((resource) => nodesOf(resource, reading, groupOf(resource)));
  const edges = edgesOf(flows, new Set(nodes.map(({ id }) => id)), reading);
  return applyHints({ nodes, edges, groups }, hints);
}

/** A template, and what becomes of each of its resources. */
export interface Reading extends Look {
  kind(resource: ResourceView): ResourceKind;
  /** The ids a resource is drawn as: its own, those of what it is part of, or none. */
  drawnAs(id: string): string[];
  path(id: string): string;
}

function readTemplate({ Resources }: Template, hints: DiagramHints): Reading {
  const paths = new Map(Object.entries(Resources).map(([id, resource]) => [id, constructPath(id, resource)]));
  const views = new Map(
    Object.entries(Resources).map(([id, { Type, Properties = {} }]): [string, ResourceView] => [
      id,
      { id, type: Type, name: paths.get(id)!, properties: Properties },
    ]),
  );
  const all = [...views.values()];
  const kind = ({ type }: ResourceView) => kindOf(type);
  const isShown = (id: string) => [id, paths.get(id)!].some((name) => hints.nodes?.[name]?.shown);
  const users = ({ id, type }: ResourceView) =>
    (kindOf(type).usedBy ?? []).flatMap(({ type: by, property }) =>
      all.filter((other) => other.type === by && at(other.properties, property).flatMap(references).includes(id)).map((other) => other.id),
    );
  const drawnAs = (id: string, seen: readonly string[] = []): string[] => {
    const resource = views.get(id);
    if (!resource || seen.includes(id)) return [];
    if (isShown(id)) return [id];
    const into = [
      ...users(resource),
      ...(kind(resource).folded?.into ?? []).flatMap((property) => at(resource.properties, property).flatMap(references)),
    ];
    if (into.length === 0) return kind(resource).folded && !kind(resource).through ? [] : [id];
    return [...new Set(into.flatMap((other) => drawnAs(other, [...seen, id])))];
  };
  return { all, get: (id) => views.get(id), kind, drawnAs: (id) => drawnAs(id), path: (id) => paths.get(id) ?? id };
}

function nodesOf(resource: ResourceView, reading: Reading, group: string | undefined): DiagramNode[] {
  const kind = reading.kind(resource);
  if (kind.through) return [];
  const service = (resource.type.split('::')[1] ?? resource.type).toLowerCase();
  const node = (id: string, path: string, name: string, label: Text): DiagramNode => ({
    id,
    path,
    name,
    type: resource.type,
    service,
    icon: kind.icon.includes('/') ? kind.icon : `architecture-service/${kind.icon}`,
    kind: label,
    group,
    hidden: false,
    at: undefined,
    rank: undefined,
  });
  const parts: Part[] = kind.parts?.(resource) ?? [];
  return [
    node(resource.id, resource.name, resource.name, kind.label),
    ...parts.map((part) => node(part.id, part.id.replace(resource.id, resource.name), part.name, part.kind)),
  ];
}

/** Names of other resources in a function's or container's environment: it knows them, which is not yet a permission. */
function namings({ all }: Look): Flow[] {
  return all.flatMap(({ id, properties }) =>
    under(properties, /^(Environment|EnvironmentVariables)$/)
      .flatMap(references)
      .map((to): Flow => ({ from: id, to, kind: 'reference', resource: id })),
  );
}

/** What comes to a target group goes on to where that leads. */
function joined(reading: Reading, flows: Flow[]): Flow[] {
  const isThrough = (id: string) => reading.get(id) !== undefined && reading.kind(reading.get(id)!).through === true;
  return flows
    .filter(({ from }) => !isThrough(from))
    .flatMap((flow) =>
      isThrough(flow.to) ? flows.filter(({ from }) => from === flow.to).map((next) => ({ ...flow, to: next.to })) : [flow],
    );
}

/** Strongest first: what two resources are to each other by several statements is drawn as the first of them. */
const strength: readonly EdgeKind[] = ['deliver', 'invoke', 'write', 'read', 'copy', 'watch', 'permission', 'reference'];

function edgesOf(flows: readonly Flow[], nodes: ReadonlySet<string>, reading: Reading): DiagramEdge[] {
  const pairs = new Map<string, { from: string; to: string; flows: Flow[] }>();
  const ends = (id: string) => (nodes.has(id) ? [id] : reading.drawnAs(id)).filter((each) => nodes.has(each));
  for (const flow of flows) {
    for (const from of ends(flow.from)) {
      for (const to of ends(flow.to)) {
        if (from === to) continue;
        const id = edgeId(from, to);
        pairs.set(id, { from, to, flows: [...(pairs.get(id)?.flows ?? []), flow] });
      }
    }
  }
  const knows = (who: string, what: string) => pairs.get(edgeId(who, what))?.flows.some(({ kind }) => kind === 'reference') ?? false;
  const isFailure = (from: string, to: string) => pairs.get(edgeId(from, to))?.flows.some(({ failure }) => failure) ?? false;
  const edges = [...pairs.entries()].map(([id, { from, to, flows: found }]): DiagramEdge => {
    const settled = found.map((flow) => ({ ...flow, kind: kindOfFlow(flow, from, to) }));
    const kind = strength.find((each) => settled.some((flow) => flow.kind === each))!;
    const strongest = settled.filter((flow) => flow.kind === kind && flow.label);
    return {
      id,
      from,
      to,
      kind,
      label: together(strongest.map(({ label }) => label!)),
      reasons: reasonsOf(settled, reading),
      setting: false,
      drawn: kind !== 'permission' && kind !== 'reference',
    };
  });
  // Reason: a name alone says nothing where something else already goes between the two.
  return edges.filter(({ kind, from, to }) => kind !== 'reference' || !pairs.has(edgeId(to, from)));

  function kindOfFlow(flow: Flow, from: string, to: string): EdgeKind {
    // Who asks a source for records without knowing its name does so through an event source mapping, or not at all.
    if (flow.kind === 'poll') return knows(to, from) ? 'read' : 'permission';
    if (flow.actions === undefined || flow.kind === 'permission') return flow.kind;
    const who = flow.kind === 'read' ? to : from;
    const what = flow.kind === 'read' ? from : to;
    const declared = reading.get(who) !== undefined && reading.kind(reading.get(who)!).declared;
    return declared || (isFailure(who, what) && !knows(who, what)) ? 'permission' : flow.kind;
  }
}

function together(labels: readonly Text[]): Text | undefined {
  if (labels.length === 0) return undefined;
  const joinedIn = (language: 'vi' | 'en') => [...new Set(labels.map((label) => label[language]))].filter(Boolean).join(', ');
  return joinedIn('en') === '' ? undefined : { vi: joinedIn('vi'), en: joinedIn('en') };
}

/** One reason for each resource that says so. */
function reasonsOf(flows: readonly Flow[], reading: Reading): Reason[] {
  const by = new Map<string, Set<string>>();
  for (const { resource, actions = [] } of flows) {
    const known = by.get(resource) ?? new Set<string>();
    for (const action of actions) known.add(action);
    by.set(resource, known);
  }
  return [...by].map(([resource, actions]) => ({ resource, path: reading.path(resource), actions: [...actions] }));
}
