import { type RouteMatch, RouteTree } from '../../../gateway/route-tree.ts';
import type { Definition, HttpRoute } from '../state.ts';

interface Path {
  path: string;
  route: HttpRoute;
}

/** A deployed definition's routes: one tree per HTTP method, made when that is first asked for. */
export interface CompiledApi {
  trees: Map<string, RouteTree<Path>>;
  fallback: HttpRoute | undefined;
}

function compiledOf(cache: WeakMap<Definition, CompiledApi>, definition: Definition): CompiledApi {
  let compiled = cache.get(definition);
  if (!compiled) {
    compiled = { trees: new Map(), fallback: [...definition.routes.values()].find(({ RouteKey }) => RouteKey === '$default') };
    cache.set(definition, compiled);
  }
  return compiled;
}

/** The route of a request: the most specific path that has the method or ANY, else `$default`. */
export function findRoute(
  cache: WeakMap<Definition, CompiledApi>,
  definition: Definition,
  method: string,
  path: string,
): RouteMatch<HttpRoute> | undefined {
  const compiled = compiledOf(cache, definition);
  let tree = compiled.trees.get(method);
  if (!tree) {
    const of = (name: string) => [...definition.routes.values()].filter(({ RouteKey }) => RouteKey.startsWith(`${name} `));
    // Reason: a route of the method itself takes the place of one of ANY on the same path.
    tree = new RouteTree(
      [...of('ANY'), ...of(method)].map((route) => ({ path: route.RouteKey.slice(route.RouteKey.indexOf('/')), route })),
    );
    compiled.trees.set(method, tree);
  }
  const found = tree.find(path);
  if (found) return { route: found.route.route, parameters: found.parameters };
  return compiled.fallback && { route: compiled.fallback, parameters: {} };
}
