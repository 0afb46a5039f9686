/** Edges by name: what each node needs before it. Names outside of the graph do not count. */
export type Graph = ReadonlyMap<string, readonly string[]>;

/** The nodes that stand in a cycle, or whose needs do; empty when there is a legal order. */
export function cyclicNodes(graph: Graph): string[] {
  const left = new Map([...graph].map(([name, needs]) => [name, new Set(needs.filter((need) => graph.has(need)))]));
  strip(left, (needs) => needs);
  // Reason: what only depends on a cycle is not part of it.
  const users = new Map([...left.keys()].map((name) => [name, new Set<string>()]));
  for (const [name, needs] of left) for (const need of needs) users.get(need)?.add(name);
  strip(users, (needs) => needs);
  return [...graph.keys()].filter((name) => users.has(name));
}

function strip(left: Map<string, Set<string>>, needsOf: (needs: Set<string>) => Set<string>): void {
  for (;;) {
    const free = [...left].filter(([, needs]) => needsOf(needs).size === 0).map(([name]) => name);
    if (free.length === 0) return;
    for (const name of free) left.delete(name);
    for (const needs of left.values()) for (const name of free) needs.delete(name);
  }
}

/** The same nodes with every edge turned round: what must go before each one is deleted. */
export function reversed(graph: Graph): Graph {
  const turned = new Map<string, string[]>([...graph.keys()].map((name) => [name, []]));
  for (const [name, needs] of graph) for (const need of needs) turned.get(need)?.push(name);
  return turned;
}

/** A legal order, needs first; ties in the graph's own order. */
export function ordered(graph: Graph): string[] {
  const done = new Set<string>();
  const visit = (name: string) => {
    if (done.has(name) || !graph.has(name)) return;
    done.add(name);
    for (const need of graph.get(name)!) visit(need);
    order.push(name);
  };
  const order: string[] = [];
  for (const name of graph.keys()) visit(name);
  return order;
}

/**
 * Runs `step` for every node, each as soon as all it needs are done, side by side. A step that gives false keeps what
 * needs it from running; once `stopped` says so, no further step begins. Resolves when nothing runs any more.
 */
export async function runInOrder(
  graph: Graph,
  step: (name: string) => Promise<boolean>,
  stopped: () => boolean = () => false,
): Promise<void> {
  const waiting = new Map([...graph].map(([name, needs]) => [name, new Set(needs.filter((need) => graph.has(need) && need !== name))]));
  const running = new Set<Promise<void>>();
  const start = () => {
    if (stopped()) return;
    for (const [name, needs] of [...waiting]) {
      if (needs.size > 0) continue;
      waiting.delete(name);
      const run = step(name).then((done) => {
        running.delete(run);
        if (done) for (const others of waiting.values()) others.delete(name);
        start();
      });
      running.add(run);
    }
  };
  start();
  while (running.size > 0) await Promise.race(running);
}
