import type { Method } from '@aws-sdk/client-api-gateway';
import { RouteTree } from '../../../gateway/route-tree.ts';
import { parseTemplate } from '../mapping/vtl-parser.ts';
import type { TemplateNode } from '../mapping/vtl-syntax.ts';
import type { ApiResource, Definition } from '../state.ts';

/** A deployed definition, ready for requests. */
export interface CompiledApi {
  routes: RouteTree<ApiResource>;
  /** Templates by their source. */
  templates: Map<string, TemplateNode[]>;
}

export function compiledOf(cache: WeakMap<Definition, CompiledApi>, definition: Definition): CompiledApi {
  let compiled = cache.get(definition);
  if (!compiled) {
    compiled = { routes: new RouteTree(definition.resources.values()), templates: new Map() };
    cache.set(definition, compiled);
  }
  return compiled;
}

export function templateOf({ templates }: CompiledApi, source: string): TemplateNode[] {
  let nodes = templates.get(source);
  if (!nodes) {
    nodes = parseTemplate(source);
    templates.set(source, nodes);
  }
  return nodes;
}

/** The method of a resource that answers an HTTP method. */
export function methodFor({ methods }: ApiResource, httpMethod: string): Method | undefined {
  return methods.get(httpMethod) ?? methods.get('ANY');
}
