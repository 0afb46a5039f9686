/** A path of variables and literals that requests are matched against. */
export interface Routable {
  /** `/orders/{id}`, `/{proxy+}` */
  path: string;
}

export interface RouteMatch<T> {
  route: T;
  /** Raw, as they stand in the request's path. */
  parameters: Record<string, string>;
}

/** One level of the tree of paths. */
interface Node<T> {
  literals: Map<string, Node<T>>;
  variable?: { name: string; node: Node<T> };
  greedy?: { name: string; route: T };
  route?: T;
}

/**
 * Finds routes by path: the most specific wins, segment by segment (a literal before a variable before a greedy one).
 * A resource of a tree that has no methods still shadows a greedy sibling's, as on AWS: give all of them.
 */
export class RouteTree<T extends Routable> {
  readonly #root: Node<T> = { literals: new Map() };

  constructor(routes: Iterable<T>) {
    for (const route of routes) this.#add(route);
  }

  #add(route: T): void {
    let node = this.#root;
    for (const segment of segmentsOf(route.path)) {
      const [, name, plus] = /^\{([^}+]+)(\+?)\}$/.exec(segment) ?? [];
      if (name !== undefined && plus) {
        node.greedy = { name, route };
        return;
      }
      if (name !== undefined) {
        node.variable ??= { name, node: { literals: new Map() } };
        node = node.variable.node;
      } else {
        const next = node.literals.get(segment) ?? { literals: new Map() };
        node.literals.set(segment, next);
        node = next;
      }
    }
    node.route = route;
  }

  find(path: string): RouteMatch<T> | undefined {
    return search(this.#root, segmentsOf(path), 0);
  }
}

function search<T>(node: Node<T>, segments: readonly string[], at: number): RouteMatch<T> | undefined {
  if (at === segments.length) return node.route === undefined ? undefined : { route: node.route, parameters: {} };
  const segment = segments[at]!;
  const literal = node.literals.get(segment);
  const byLiteral = literal && search(literal, segments, at + 1);
  if (byLiteral) return byLiteral;
  const byVariable = node.variable && segment !== '' ? search(node.variable.node, segments, at + 1) : undefined;
  if (byVariable) return { route: byVariable.route, parameters: { [node.variable!.name]: segment, ...byVariable.parameters } };
  if (!node.greedy) return undefined;
  return { route: node.greedy.route, parameters: { [node.greedy.name]: segments.slice(at).join('/') } };
}

/** A slash at the end makes no difference. */
export function segmentsOf(path: string): string[] {
  const trimmed = path.replace(/^\/+/, '').replace(/\/+$/, '');
  return trimmed === '' ? [] : trimmed.split('/');
}
