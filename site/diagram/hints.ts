import type { DiagramHints, NodeHint, Text } from '../../labs/contract.ts';
import { type DiagramEdge, type DiagramNode, edgeId, type Graph } from './graph.ts';
import { shortNames } from './names.ts';

const actorIcons = { person: 'resource/User', computer: 'resource/Client', internet: 'resource/Internet' } as const;

/** What the template does not say: who uses the lab from outside, what is only looked at, what things are called. */
export function applyHints({ nodes, edges, groups }: Graph, hints: DiagramHints): Graph {
  const ids = idsByName(nodes);
  const actors = Object.entries(hints.actors ?? {});
  const hintOf = (node: DiagramNode): NodeHint => hints.nodes?.[node.id] ?? hints.nodes?.[node.path] ?? {};
  const rankOf = ({ id, path }: { id: string; path: string }) => {
    const rank = (hints.order ?? []).findIndex((name) => name === id || name === path);
    return rank < 0 ? undefined : rank;
  };
  const short = shortNames(new Map(nodes.map(({ id, name }) => [id, name])));
  const named = nodes.map((node): DiagramNode => {
    const { name, kind, hidden, at } = hintOf(node);
    return {
      ...node,
      name: short.get(node.id)!,
      ...(name && { called: name }),
      kind: kind ?? node.kind,
      hidden: hidden === true,
      at,
      rank: rankOf(node),
    };
  });
  const outside = actors.map(
    ([id, { name, kind, icon, at }]): DiagramNode => ({
      id,
      path: id,
      name: name.en,
      called: name,
      type: '',
      service: '',
      icon: actorIcons[icon],
      kind,
      group: undefined,
      hidden: false,
      at,
      rank: rankOf({ id, path: id }),
    }),
  );
  const uses = actors.flatMap(([from, { uses: used }]) =>
    used.flatMap(({ what, label }): DiagramEdge[] => {
      const to = ids.get(what);
      return to === undefined ? [] : [{ id: edgeId(from, to), from, to, kind: 'invoke', label, reasons: [], setting: false, drawn: true }];
    }),
  );
  const edgeHints = new Map(
    Object.entries(hints.edges ?? {}).map(([key, hint]) => [
      key
        .split('--')
        .map((end) => ids.get(end) ?? end)
        .join('--'),
      hint,
    ]),
  );
  const hiddenNodes = new Set(named.filter(({ hidden }) => hidden).map(({ id }) => id));
  return {
    groups,
    nodes: [...outside, ...named],
    edges: [...uses, ...edges].map((edge) => {
      const hint = edgeHints.get(edge.id) ?? {};
      const label: Text | undefined = hint.label === undefined ? edge.label : (hint.label ?? undefined);
      const drawn = edge.drawn && !hint.hidden && !hiddenNodes.has(edge.from) && !hiddenNodes.has(edge.to);
      return { ...edge, label, setting: hint.setting === true, drawn };
    }),
  };
}

/** Every name under which hints may speak of a node. */
function idsByName(nodes: readonly DiagramNode[]): Map<string, string> {
  return new Map([...nodes.map(({ path, id }) => [path, id] as const), ...nodes.map(({ id }) => [id, id] as const)]);
}

/** The names in a lab's hints that none of its stages has. Empty when all is well. */
export function unknownHints(hints: DiagramHints, stages: readonly Graph[]): string[] {
  const known = new Set([
    ...Object.keys(hints.actors ?? {}),
    ...stages.flatMap(({ nodes }) => nodes.flatMap(({ id, path }) => [id, path])),
  ]);
  const spoken = [
    ...(hints.order ?? []),
    ...Object.keys(hints.nodes ?? {}),
    ...Object.keys(hints.edges ?? {}).flatMap((key) => key.split('--')),
    ...Object.values(hints.actors ?? {}).flatMap(({ uses }) => uses.map(({ what }) => what)),
  ];
  return [...new Set(spoken.filter((name) => !known.has(name)))];
}
