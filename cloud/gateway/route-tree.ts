/** A path of literals and variables that requests are matched against. */
export interface Routable {
  /** `/orders/{id}`, `/{proxy+}` */
  path: string;
}

export interface RouteMatch<T> {
  route: T;
  /** As they stand in the request's path. */
  parameters: Record<string, string>;
}

/** One level of the tree of paths. */
interface Node<T> {
  literals: Map<string, Node<T>>;
  variable?: Node<T>;
  greedy?: T;
  route?: T;
}

/** Finds routes by path: the most specific wins, segment by segment (a literal before a variable before a greedy one). */
export class RouteTree<T extends Routable> {
  readonly #root: Node<T> = { literals: new Map() };

  constructor(routes: Iterable<T>) {
    for (const route of routes) this.#add(route);
  }

  #add(route: T): void {
    let node = this.#root;
    for (const segment of segmentsOf(route.path)) {
      const [, name, plus] = VARIABLE.exec(segment) ?? [];
      if (name !== undefined && plus) {
        node.greedy = route;
        return;
      }
      let next = name === undefined ? node.literals.get(segment) : node.variable;
      next ??= { literals: new Map() };
      if (name === undefined) node.literals.set(segment, next);
      else node.variable = next;
      node = next;
    }
    node.route = route;
  }

  find(path: string): RouteMatch<T> | undefined {
    const segments = segmentsOf(path);
    const route = search(this.#root, segments, 0);
    return route && { route, parameters: parametersOf(route.path, segments) };
  }
}

const VARIABLE = /^\{([^}+]+)(\+?)\}$/;

function search<T>(node: Node<T>, segments: readonly string[], at: number): T | undefined {
  if (at === segments.length) return node.route;
  const segment = segments[at]!;
  const literal = node.literals.get(segment);
  return (
    (literal && search(literal, segments, at + 1)) ??
    (node.variable && segment !== '' ? search(node.variable, segments, at + 1) : undefined) ??
    (segments.slice(at).join('') === '' ? undefined : node.greedy)
  );
}

/** Reason: paths that share a level may name its variable differently. */
function parametersOf(path: string, segments: readonly string[]): Record<string, string> {
  const parameters: [string, string][] = [];
  for (const [index, part] of segmentsOf(path).entries()) {
    const [, name, plus] = VARIABLE.exec(part) ?? [];
    if (name !== undefined) parameters.push([name, plus ? segments.slice(index).join('/') : segments[index]!]);
  }
  return Object.fromEntries(parameters);
}

/** Without the first slash; `/` is no segment at all. */
function segmentsOf(path: string): string[] {
  const inner = path.replace(/^\//, '');
  return inner === '' ? [] : inner.split('/');
}

/** A path for those who let a slash at its end make no difference. */
export function withoutTrailingSlash(path: string): string {
  return path.replace(/\/+$/, '') || '/';
}
