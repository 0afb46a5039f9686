/** A node of X-Ray's service graph, in what is drawn of it. */
export interface GraphService {
  ReferenceId?: number | undefined;
  Name?: string | undefined;
  Type?: string | undefined;
  SummaryStatistics?: GraphStatistics | undefined;
  Edges?: readonly { ReferenceId?: number | undefined; SummaryStatistics?: GraphStatistics | undefined }[] | undefined;
}
export interface GraphStatistics {
  TotalCount?: number | undefined;
  TotalResponseTime?: number | undefined;
  ErrorStatistics?: { TotalCount?: number | undefined } | undefined;
  FaultStatistics?: { TotalCount?: number | undefined } | undefined;
}

export interface Seen {
  calls: number;
  /** On average. */
  ms: number;
  errors: number;
  faults: number;
}
export interface MapNode {
  key: string;
  name: string;
  type: string;
  seen: Seen;
  /** Which of the map's groups that have nothing to do with each other, and how many steps from its beginning. */
  group: number;
  layer: number;
}
export interface MapEdge {
  from: string;
  to: string;
  seen: Seen;
}
export interface ServiceMap {
  nodes: MapNode[];
  edges: MapEdge[];
  groups: number;
}

/**
 * The map as it is drawn: a function is one node, not Lambda and the function apart; whoever calls from outside stands before each
 * service it calls, so that what is not connected does not look so.
 */
export function serviceMap(services: readonly GraphService[]): ServiceMap {
  const byId = new Map(services.map((service) => [service.ReferenceId, service]));
  const keyOf = ({ Name = '', Type = '' }: GraphService) => `${Type.replace(/^AWS::Lambda.*$/, 'Lambda')}|${Name}`;
  const found = new Map<string, Omit<MapNode, 'group' | 'layer'>>();
  for (const service of services.filter(({ Type }) => Type !== 'client')) {
    const key = keyOf(service);
    // Reason: of a function's two nodes the one that ran its code knows more.
    if (found.has(key) && service.Type === 'AWS::Lambda') continue;
    found.set(key, { key, name: service.Name ?? '', type: service.Type ?? '', seen: seenOf(service.SummaryStatistics) });
  }
  const edges: MapEdge[] = [];
  for (const service of services) {
    for (const { ReferenceId, SummaryStatistics } of service.Edges ?? []) {
      const callee = byId.get(ReferenceId);
      if (!callee) continue;
      const to = keyOf(callee);
      const from = service.Type === 'client' ? `client|${to}` : keyOf(service);
      if (from === to) continue;
      if (service.Type === 'client') found.set(from, { key: from, name: '', type: 'client', seen: seenOf(SummaryStatistics) });
      edges.push({ from, to, seen: seenOf(SummaryStatistics) });
    }
  }
  const groups = groupsOf([...found.keys()], edges);
  const layers = layersOf([...found.keys()], edges);
  const nodes = [...found.values()]
    .map((node) => ({ ...node, group: groups.get(node.key)!, layer: layers.get(node.key)! }))
    .sort((a, b) => a.group - b.group || a.layer - b.layer);
  return { nodes, edges, groups: new Set(groups.values()).size };
}

function seenOf({ TotalCount = 0, TotalResponseTime = 0, ErrorStatistics, FaultStatistics }: GraphStatistics = {}): Seen {
  return {
    calls: TotalCount,
    ms: Math.round((1000 * TotalResponseTime) / (TotalCount || 1)),
    errors: ErrorStatistics?.TotalCount ?? 0,
    faults: FaultStatistics?.TotalCount ?? 0,
  };
}

/** Which nodes hang together, numbered in the order in which they are met. */
function groupsOf(keys: readonly string[], edges: readonly MapEdge[]): Map<string, number> {
  const groups = new Map<string, number>();
  let count = 0;
  for (const key of keys) {
    if (groups.has(key)) continue;
    const open = [key];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (groups.has(next)) continue;
      groups.set(next, count);
      for (const { from, to } of edges) {
        if (from === next) open.push(to);
        if (to === next) open.push(from);
      }
    }
    count++;
  }
  return groups;
}

/** The longest way to each node; calls that go in a circle do not count twice. */
function layersOf(keys: readonly string[], edges: readonly MapEdge[]): Map<string, number> {
  const layers = new Map(keys.map((key) => [key, 0]));
  for (let round = 1; round < keys.length; round++) {
    let isDone = true;
    for (const { from, to } of edges) {
      const layer = layers.get(from)! + 1;
      if (layer <= layers.get(to)! || layer >= keys.length) continue;
      layers.set(to, layer);
      isDone = false;
    }
    if (isDone) break;
  }
  return layers;
}
